// In which loss a logarithm stands. The form can show that what it is taken of is a probability, where nothing else does.
import type { Bounds } from './bounds/bounds.ts';
import { factorsOf } from './factors.ts';
import { bare, complementOf, inside } from './logarithm.ts';
import type { MapTerm, Term } from './term.ts';
import { operandsOf } from './walk.ts';

/**
 * - binary: t * log(p) + (1 - t) * log(1 - p); without the targets it is that of two samples, log(p) + log(1 - q)
 * - entropy: p * log(p)
 * - divergence: p * log(p / q)
 * - focal: a power of 1 - p, times log(p)
 * - one-hot: -sum(t * log(p))
 * - pick: -log(p[y])
 */
export type LossKind = 'binary' | 'entropy' | 'divergence' | 'focal' | 'one-hot' | 'pick';

export interface LossForm {
  readonly kind: LossKind;
  /** Its logarithms: two of `binary`, that of p first. Two logarithms of one form share it. */
  readonly logs: readonly MapTerm[];
  /** What the logarithm is multiplied by, but for constants. */
  readonly weights: readonly Term[];
  /** The value in which the form shows: the product of an entropy, the sum of `binary`. */
  readonly whole: Term;
}

/** Forms that say more are taken before those that say less. */
const order: readonly LossKind[] = ['binary', 'entropy', 'divergence', 'focal', 'one-hot', 'pick'];
/** Losses are small; whatever takes longer is none. */
const maxVisits = 20_000;

/** The form that each logarithm in some values stands in, if it stands in one. */
export function lossForms(roots: Iterable<Term>, bounds: Bounds): ReadonlyMap<Term, LossForm> {
  const search = new Search(bounds);
  for (const root of roots) search.visit(root, start);
  return search.found;
}

/** How a value goes into a larger one. */
interface State {
  readonly negative: boolean;
  readonly summed: boolean;
  readonly picked: boolean;
  readonly weights: readonly Term[];
  /** What it is added to. */
  readonly beside: readonly Term[];
  /** The product it is a factor of. */
  readonly product: Term | undefined;
}

const start: State = {
  negative: false,
  summed: false,
  picked: false,
  weights: [],
  beside: [],
  product: undefined,
};

class Search {
  readonly found = new Map<Term, LossForm>();
  private readonly visited = new Set<string>();
  private readonly logs = new Map<Term, boolean>();

  constructor(private readonly bounds: Bounds) {}

  visit(term: Term, state: State): void {
    if (!this.hasLog(term) || this.visited.size > maxVisits) return;
    const { negative, summed, picked, weights, beside } = state;
    const ids = [...weights, ...beside].map(({ id }) => id).join(',');
    const key = `${term.id} ${negative} ${summed} ${picked} ${ids}`;
    if (this.visited.has(key)) return;
    this.visited.add(key);
    const isSum = term.kind === 'binary' && (term.name === 'add' || term.name === 'subtract');
    if (term.kind === 'join') for (const item of term.items) this.visit(item, state);
    else if (term.kind === 'where') for (const branch of [term.yes, term.no]) this.visit(branch, state);
    else if (term.kind === 'element') this.visit(term.of, state);
    else if (term.kind === 'gather') this.visit(term.operand, { ...state, picked: picked || isChoice(term) });
    else if (isLog(term)) this.record(term, state);
    else if (isSum) this.visitSum(term, state);
    else this.visitProduct(term, state);
  }

  private visitSum(sum: Term, state: State): void {
    const addends = addendsOf(sum);
    this.findBinary(sum, addends, state);
    const isRunning = addends.some(({ term }) => term.kind === 'variable' && term.role === 'loop');
    for (const { term, negative } of addends) {
      const others = addends.filter((each) => each.term !== term).map((each) => bare(each.term));
      this.visit(term, {
        ...state,
        negative: state.negative !== negative,
        summed: state.summed || isRunning,
        beside: [...state.beside, ...others.filter(({ kind }) => kind !== 'constant')].slice(0, 8),
      });
    }
  }

  private visitProduct(term: Term, state: State): void {
    const product = factorsOf(term, (part) => this.hasLog(part));
    if (product.factors.length === 1 && product.factors[0] === term) return;
    for (const factor of product.factors) {
      const others = product.factors.filter((each) => each !== factor && each.kind !== 'constant');
      this.visit(factor, {
        ...state,
        negative: state.negative !== product.negative,
        summed: state.summed || product.summed,
        picked: state.picked || product.picked.some(isChoice),
        weights: [...state.weights, ...others].slice(0, 6),
        product: others.length > 0 ? (state.product ?? product.core) : state.product,
      });
    }
  }

  private record(log: MapTerm, state: State): void {
    const kind = this.kindOf(log, state);
    if (kind) this.take({ kind, logs: [log], weights: state.weights, whole: state.product ?? log });
  }

  private kindOf(log: MapTerm, { weights, beside, negative, summed, picked }: State): LossKind | undefined {
    const { inner, layers, complement } = inside(log.operand);
    if (!this.canBeProbability(inner)) return undefined;
    // k * log(rate) - rate: what is added to its own logarithm is a rate.
    if (beside.includes(bare(inner))) return undefined;
    const isSame = (weight: Term) => {
      const other = inside(weight);
      return bare(other.inner) === bare(inner) && other.complement === complement;
    };
    // n * log(n) alone is more often the cost of sorting.
    if (weights.some(isSame)) return negative || summed ? 'entropy' : undefined;
    if (inner.kind === 'binary' && inner.name === 'divide') {
      const numerator = bare(inside(inner.left).inner);
      if (weights.some((weight) => bare(inside(weight).inner) === numerator)) return 'divergence';
    }
    if (weights.some((weight) => isFocal(weight, inner, complement))) return 'focal';
    if (!negative) return undefined;
    if (weights.length > 0 && summed) return 'one-hot';
    const isPicked = layers.some(({ kind, term }) => kind === 'pick' && term.kind === 'gather' && isChoice(term));
    return picked || isPicked ? 'pick' : undefined;
  }

  /** t * log(p) + (1 - t) * log(1 - p), or the same without targets. */
  private findBinary(sum: Term, addends: readonly Addend[], state: State): void {
    const parts = addends.flatMap(({ term, negative }) => {
      const product = factorsOf(term, (part) => this.hasLog(part));
      const log = product.factors.find(isLog);
      if (!log || !this.canBeProbability(inside(log.operand).inner)) return [];
      const weights = product.factors.filter((factor) => factor !== log && factor.kind !== 'constant');
      return [{ log, weights, negative: negative !== product.negative, about: inside(log.operand) }];
    });
    for (const one of parts.filter(({ about }) => !about.complement)) {
      for (const other of parts) {
        if (!other.about.complement || one.negative !== other.negative) continue;
        const areTargets = one.weights.some((t) => other.weights.some((u) => areComplements(t, u)));
        const isBare = one.weights.length === 0 && other.weights.length === 0 && state.negative !== one.negative;
        const isSame = bare(one.about.inner) === bare(other.about.inner);
        if (!areTargets && !isBare && !(isSame && one.weights.length > 0 && other.weights.length > 0)) continue;
        this.take({ kind: 'binary', logs: [one.log, other.log], weights: one.weights, whole: sum });
      }
    }
  }

  private take(form: LossForm): void {
    for (const log of form.logs) {
      const known = this.found.get(log);
      if (!known || order.indexOf(form.kind) < order.indexOf(known.kind)) this.found.set(log, form);
    }
  }

  /** What is known to lie beyond 1, or to have no upper bound, as a square or a norm has none, is no probability. */
  private canBeProbability(term: Term): boolean {
    const { low, high } = this.bounds.of(term);
    if (term.kind === 'constant' || low > 1 || high <= 0) return false;
    if (low === -Infinity || high <= 1) return true;
    return term.kind === 'binary' && term.name === 'divide';
  }

  private hasLog(term: Term): boolean {
    const known = this.logs.get(term);
    if (known !== undefined) return known;
    const found = isLog(term) || operandsOf(term).some((operand) => this.hasLog(operand));
    this.logs.set(term, found);
    return found;
  }
}

function isLog(term: Term): term is MapTerm {
  return term.kind === 'map' && term.name === 'log';
}

interface Addend {
  readonly term: Term;
  readonly negative: boolean;
}

function addendsOf(sum: Term): readonly Addend[] {
  const found: Addend[] = [];
  const queue: Addend[] = [{ term: sum, negative: false }];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { term, negative } = next;
    if (term.kind === 'binary' && (term.name === 'add' || term.name === 'subtract')) {
      queue.push({ term: term.right, negative: negative !== (term.name === 'subtract') });
      queue.push({ term: term.left, negative });
    } else if (term.kind === 'map' && term.name === 'neg') queue.push({ term: term.operand, negative: !negative });
    else if (found.length < 12) found.push(next);
  }
  return found;
}

/** t and 1 - t, in either order. */
function areComplements(t: Term, u: Term): boolean {
  const [a, b] = [bare(t), bare(u)];
  const isOf = (part: Term, whole: Term) => {
    const complement = complementOf(part);
    return complement !== undefined && bare(complement.of) === whole;
  };
  return isOf(a, b) || isOf(b, a);
}

/** A power of 1 - p beside log(p), of p beside log(1 - p). */
function isFocal(weight: Term, inner: Term, complement: boolean): boolean {
  const isPower = weight.kind === 'binary' && weight.name === 'power';
  const isSquare = weight.kind === 'map' && weight.name === 'square';
  const base = inside(isPower ? weight.left : isSquare ? weight.operand : weight);
  return base.complement !== complement && bare(base.inner) === bare(inner);
}

/** Elements chosen by something that is computed or given: not the first column, nor a slice. */
function isChoice(gather: Extract<Term, { kind: 'gather' }>): boolean {
  return gather.indices.some(
    (index) => index.kind !== 'constant' && !(index.kind === 'opaque' && /^(slice|string)\b/.test(index.key)),
  );
}
