// In which loss a logarithm stands. The form can show that what it is taken of is a probability, where nothing else does.
import type { Bounds } from './bounds/bounds.ts';
import { factorsOf } from './factors.ts';
import { pickOne } from './gathers.ts';
import { bare, unscaled } from './bare.ts';
import { unmasked } from './masked.ts';
import { isInnerProduct } from './innerProduct.ts';
import { inside, itemsOf } from './logarithm.ts';
import { order, type LossForm, type LossKind } from './lossKinds.ts';
import {
  addendsOf,
  areComplements,
  fittedIn,
  hasFocal,
  isNoSample,
  isPickOfClasses,
  isProductOf,
  scaledAmong,
  isClass,
  isDividedBy,
  isGiven,
  isLog,
  isRational,
  isRunningTotal,
  isSameValue,
  isScaled,
  type Addend,
} from './lossParts.ts';
import { weighedOutcomes } from './outcomes.ts';
import { start, type State } from './lossState.ts';
import type { GatherTerm, MapTerm, Term } from './term.ts';
import { operandsOf, subterms } from './walk.ts';

/** Losses are small; whatever takes longer is none. */
const maxVisits = 20_000;

/** The form that each logarithm in some values stands in, if it stands in one. */
export function lossForms(roots: Iterable<Term>, bounds: Bounds): ReadonlyMap<Term, LossForm> {
  const all = [...roots];
  const search = new Search(bounds, countsIn(all), new Set(all.flatMap((root) => fittedIn(root) ?? [])));
  for (const root of all) search.visit(root, start);
  return search.found;
}

/** What a gamma function is taken of, and what is added up in it: lgamma(x + r) */
function countsIn(roots: readonly Term[]): ReadonlySet<Term> {
  return new Set(
    roots
      .filter((root) => root.kind === 'opaque' && root.says === 'gamma')
      .flatMap((root) => operandsOf(root).flatMap(addendsOf))
      .map(({ term }) => bare(term))
      .filter(({ kind }) => kind !== 'constant'),
  );
}

class Search {
  readonly found = new Map<Term, LossForm>();
  private readonly visited = new Set<string>();
  private readonly logs = new Map<Term, boolean>();

  constructor(
    private readonly bounds: Bounds,
    /** Values that are counts or parameters of distributions, wherever else they stand. */
    private readonly counts: ReadonlySet<Term>,
    /** What is squared: a logarithm that something is fitted to. */
    private readonly squared: ReadonlySet<Term>,
  ) {}

  visit(term: Term, state: State): void {
    if (!this.hasLog(term) || this.visited.size > maxVisits || this.squared.has(term)) return;
    const { negative, summed, averaged, picked, weights, beside, weighsOthers, besideOthers, centred } = state;
    const ids = (terms: Iterable<Term>) => Array.from(terms, ({ id }) => id).join(',');
    const key = `${term.id} ${negative} ${summed} ${averaged} ${picked} ${weighsOthers} ${besideOthers} ${state.sumsOthers} ${state.taken} ${ids(centred)} ${ids([...weights, ...beside])} ${state.shared.length}`;
    if (this.visited.has(key)) return;
    this.visited.add(key);
    if (term.kind === 'join') this.visitBranches(term, term.items, state);
    else if (term.kind === 'where') this.visitBranches(term, [term.yes, term.no], state);
    else if (term.kind === 'element') this.visit(term.of, state);
    else if (term.kind === 'gather') this.visit(term.operand, { ...state, picked: picked || isClass(term, summed) });
    else if (isLog(term)) this.record(term, state);
    else if (term.kind === 'library' && term.name === 'nll') this.visit(term.operand, { ...start, taken: 'picked' });
    else if (term.kind === 'opaque' && term.says === 'divergence')
      this.visit(term.operands[0]!, { ...start, taken: 'weighted' });
    else if (term.kind === 'binary' && (term.name === 'add' || term.name === 'subtract')) this.visitSum(term, state);
    else this.visitProduct(term, state);
  }

  /** The logarithms that some addends have with one sign and others with the other. */
  private centredIn(addends: readonly Addend[]): readonly Term[] {
    const logged = addends.filter(({ term }) => this.hasLog(term));
    if (logged.every(({ negative }) => negative === logged[0]?.negative)) return [];
    const [taken, added] = [true, false].map(
      (sign) => new Set(logged.filter(({ negative }) => negative === sign).flatMap(({ term }) => [...subterms(term)])),
    ) as [Set<Term>, Set<Term>];
    const means = [...taken, ...added].filter((term) => term.kind === 'reduce');
    return [...taken].filter(
      (term) => isLog(term) && added.has(term) && means.some((mean) => subterms(mean).has(term)),
    );
  }

  /** log(p) where the target is 1, log(1 - p) where it is 0. */
  private visitBranches(whole: Term, branches: readonly Term[], state: State): void {
    const parts = branches.map((branch) => this.partsOf(addendsOf(branch)));
    for (const one of parts.flat().filter(({ about }) => !about.complement)) {
      for (const other of parts.flat().filter(({ about }) => about.complement)) {
        const areApart = !parts.some((branch) =>
          [one, other].every(({ log }) => branch.some((part) => part.log === log)),
        );
        const isSame = bare(one.about.inner) === bare(other.about.inner) && one.negative === other.negative;
        if (!areApart || !isSame) continue;
        this.take({ kind: 'binary', logs: [one.log, other.log], weights: [], whole });
      }
    }
    for (const branch of branches) this.visit(branch, state);
  }

  private visitSum(sum: Term, state: State): void {
    const addends = addendsOf(sum);
    this.findBinary(sum, addends, state);
    const totals = addends.map(({ term }) => term).filter(isRunningTotal);
    const centred = new Set([...state.centred, ...this.centredIn(addends)]);
    const isForeign = (other: Addend, negative: boolean) =>
      bare(other.term).kind !== 'constant' &&
      !isRunningTotal(other.term) &&
      !(this.hasLog(other.term) && other.negative === negative);
    for (const { term, negative } of addends) {
      const others = addends
        .filter((each) => each.term !== term)
        .map((each) => bare(each.term))
        .filter(({ kind }) => kind !== 'constant');
      // w -= rate * (p(w) - y) * x: what is a step of w depends on w, and a loss that is added up does not on its total.
      const isStep = totals.some((total) => total !== term && subterms(term).has(total));
      const isTotal = totals.length > 0 && !isStep && !totals.includes(term);
      this.visit(term, {
        ...state,
        negative: state.negative !== negative,
        summed: state.summed || isTotal,
        shared: state.weights,
        picked: state.picked && others.length === 0,
        weighsOthers:
          state.weighsOthers ||
          isStep ||
          (state.weights.length > 0 && others.some((other) => this.isOther(other, term))),
        sumsOthers: state.sumsOthers || (state.summed && others.some((other) => !this.hasLog(other))),
        beside: [...state.beside, ...others].slice(0, 8),
        centred,
        besideOthers: state.besideOthers || addends.some((other) => other.term !== term && isForeign(other, negative)),
      });
    }
  }

  /** What is no logarithm, or a total of some beside one: w * (log(n) - h) weighs how far h is from where it is to be. */
  private isOther(other: Term, beside: Term): boolean {
    return !this.hasLog(other) || (other.kind === 'reduce' && beside.kind !== 'reduce');
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
        averaged: (state.averaged || product.averaged) && !product.factors.some(({ kind }) => kind === 'constant'),
        // What is picked of sums is another sample, not the class of one.
        picked:
          (state.picked && !product.summed) ||
          product.picked.some((pick) => isClass(pick, state.summed || product.summed)),
        weights: [...state.weights, ...others].slice(0, 6),
        product: others.length > 0 ? (state.product ?? product.core) : state.product,
      });
    }
  }

  private record(log: MapTerm, state: State): void {
    const kind = state.centred.has(log) ? undefined : this.kindOf(log, state);
    if (kind) this.take({ kind, logs: [log], weights: state.weights, whole: state.product ?? log });
  }

  private kindOf(log: MapTerm, state: State): LossKind | undefined {
    const { weights, weighsOthers, beside, besideOthers, negative, summed, averaged, picked } = state;
    const { inner, layers, complement } = inside(log.operand);
    if (state.taken && beside.length === 0 && !isRational(inner)) return state.taken === 'picked' ? 'pick' : 'one-hot';
    // p * log(10 * p): how far it is from a uniform one of 10.
    const share = scaledAmong(inner, weights) ?? unscaled(inner);
    if (share !== inner && summed && weights.some((weight) => bare(inside(weight).inner) === bare(share)))
      return this.canBeProbability(share) ? 'entropy' : undefined;
    if (!this.canBeProbability(inner)) return undefined;
    // k * log(rate) - rate: what is added to its own logarithm is a rate.
    if (beside.includes(bare(inner))) return undefined;
    // (x - m)² / v + log(v): what something beside it is divided by is a variance.
    if (beside.some((other) => isDividedBy(other, bare(inner)))) return undefined;
    const isSame = (weight: Term) => inside(weight).complement === complement && isSameValue(weight, log.operand);
    // n * log(n) alone is more often the cost of sorting.
    if (weights.some(isSame) || (!complement && isProductOf(inner, weights))) {
      return negative || summed ? 'entropy' : undefined;
    }
    if (summed && inner.kind === 'binary' && inner.name === 'divide') {
      const [numerator, denominator] = [inner.left, inner.right].map((side) => bare(inside(side).inner));
      const factors = weights.map((weight) => bare(inside(weight).inner));
      // p * q * log(p / q) weighs it by both.
      if (factors.includes(numerator!) && !factors.includes(denominator!)) return 'divergence';
    }
    // p * (log(p) - log(q))
    const others = beside.filter(isLog).map((other) => other.operand);
    if (state.shared.some((weight) => others.some((other) => isSameValue(weight, other)))) return 'divergence';
    if (hasFocal(weights, { inner, complement })) return 'focal';
    // p ** m * log(p) is the derivative of a power.
    const isPower = weights.some(
      (weight) => weight.kind === 'binary' && weight.name === 'power' && bare(weight.left) === bare(inner),
    );
    // log(p[range(n), y]), which is a likelihood wherever it goes.
    const isOfClasses = weights.length === 0 && !besideOthers && layers.some(({ term }) => isPickOfClasses(term));
    if (isOfClasses && !weighsOthers && !isPower) return 'pick';
    if (!negative || weighsOthers || isPower) return undefined;
    // y * p + (1 - y) * (1 - p)
    if (weighedOutcomes(inner).length > 0) return 'pick';
    // sum(x - w * log(y)): not the logarithms alone are added up.
    if (weights.length > 0 && summed) return state.sumsOthers ? undefined : 'one-hot';
    // What is kept from 0 was meant to be a probability.
    const isGuarded = layers.some(
      (layer) => 'value' in layer && layer.value.kind === 'constant' && layer.value.value > 0,
    );
    // log(a) - log(b[i]) is a ratio, x - log(b[i]) may be of anything.
    const isScalar = ({ key }: GatherTerm) => key === pickOne && weights.length === 0 && !besideOthers;
    const isPicked = layers.some(
      ({ kind, term }) =>
        kind === 'pick' &&
        (term.kind === 'join' || term.kind === 'where' ? itemsOf(term) : [term]).some(
          (each) => each.kind === 'gather' && isClass(each, summed || isGuarded || isScalar(each)),
        ),
    );
    if (picked || isPicked) return 'pick';
    return weights.length === 0 && averaged && !besideOthers && isGiven(inner) ? 'sample' : undefined;
  }

  /** t * log(p) + (1 - t) * log(1 - p), or the same without targets. */
  private findBinary(sum: Term, addends: readonly Addend[], state: State): void {
    const parts = this.partsOf(addends);
    for (const one of parts.filter(({ about }) => !about.complement)) {
      for (const other of parts) {
        if (!other.about.complement || one.negative !== other.negative) continue;
        const areTargets = one.weights.some((t) => other.weights.some((u) => areComplements(t, u)));
        const isSame = unmasked(one.about.inner) === unmasked(other.about.inner);
        if (!(areTargets && isSame) && [one, other].some((part) => hasFocal(part.weights, part.about))) continue;
        const arePicked = [one, other].some(({ about }) => isNoSample(about));
        const isPlain = one.weights.length === 0 && other.weights.length === 0;
        const isBare = isPlain && (isSame || !arePicked) && state.negative !== one.negative;
        if (!areTargets && !isBare && !(isSame && one.weights.length > 0 && other.weights.length > 0)) continue;
        this.take({ kind: 'binary', logs: [one.log, other.log], weights: one.weights, whole: sum });
      }
    }
  }

  /** Which of some addends are logarithms, weighted or not. */
  private partsOf(addends: readonly Addend[]) {
    return addends.flatMap(({ term, negative }) => {
      const product = factorsOf(term, (part) => this.hasLog(part));
      const log = product.factors.find(isLog);
      if (!log || !this.canBeProbability(inside(log.operand).inner)) return [];
      const weights = product.factors.filter((factor) => factor !== log && factor.kind !== 'constant');
      return [{ log, weights, negative: negative !== product.negative, about: inside(log.operand) }];
    });
  }

  private take(form: LossForm): void {
    for (const log of form.logs) {
      const known = this.found.get(log);
      if (!known || order.indexOf(form.kind) < order.indexOf(known.kind)) this.found.set(log, form);
    }
  }

  /** What is known to lie beyond 1, or to have no upper bound, as a square or a norm has none, is no probability. */
  private canBeProbability(term: Term): boolean {
    if (addendsOf(term).some((addend) => this.counts.has(bare(addend.term)))) return false;
    const { low, high } = this.bounds.of(term);
    if (term.kind === 'constant' || low > 1 || high <= 0) return false;
    if (low >= 0 && high <= 1) return true;
    if (isScaled(term)) return false;
    if (low === -Infinity || high <= 1) return true;
    return term.kind === 'binary' && term.name === 'divide';
  }

  private hasLog(term: Term): boolean {
    const known = this.logs.get(term);
    if (known !== undefined) return known;
    // What is called with a logarithm is no sum or product of it.
    const isCalled = term.kind === 'opaque' && term.says !== 'divergence' && !isInnerProduct(term);
    const found = isLog(term) || (!isCalled && operandsOf(term).some((operand) => this.hasLog(operand)));
    this.logs.set(term, found);
    return found;
  }
}
