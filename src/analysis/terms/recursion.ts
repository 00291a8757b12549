// What the rounds of a loop multiply: a value that each of them takes once more, through products and sums of products.
import { isStored } from './gathers.ts';
import { multiplied } from './innerProduct.ts';
import { isCount } from './lengths.ts';
import type { BinaryTerm, Term, VariableTerm } from './term.ts';
import { operandsOf } from './walk.ts';

type ValuesOf = (term: Term) => readonly Term[];

/** A multiple of what a name is at the head of a round. */
export interface Scaling {
  /** What it is multiplied with on the way. */
  readonly factors: ReadonlySet<Term>;
  /** Those of them that the whole is multiplied with, behind all sums. */
  readonly outer: ReadonlySet<Term>;
  /** Whether products are added up, as those with a matrix are. */
  readonly summed: boolean;
}

const itself: Scaling = { factors: new Set(), outer: new Set(), summed: false };

export function isCarried(term: Term): term is VariableTerm {
  return term.kind === 'variable' && term.role === 'loop';
}

/** What multiplies a name in each round; undefined where something else is done to it: it is rescaled, or something is added. */
export function recursionOf(head: VariableTerm, valuesOf: ValuesOf): Scaling | undefined {
  const [initial, ...ends] = valuesOf(head);
  const scaling = initial && new Search(head, valuesOf).ofAll(ends);
  if (!scaling || scaling === 'free') return undefined;
  // What a loop within multiplies, the one around may rescale.
  const around = [...carriedIn(initial)].filter(({ name }) => name === head.name);
  return around.every((outer) => recursionOf(outer, valuesOf)) ? scaling : undefined;
}

/** The multiple of a name at the head of a round that a value is; undefined of what is none. */
export function scalingOf(term: Term, head: VariableTerm, valuesOf: ValuesOf): Scaling | undefined {
  const scaling = new Search(head, valuesOf).of(term);
  return scaling === 'free' ? undefined : scaling;
}

/** Free: the same whatever the name is. */
type Outcome = Scaling | 'free' | undefined;

class Search {
  private readonly known = new Map<Term, Outcome>();
  private readonly dependent = new Map<Term, boolean>();

  constructor(
    head: VariableTerm,
    private readonly valuesOf: ValuesOf,
  ) {
    this.known.set(head, itself);
    this.dependent.set(head, true);
  }

  of(term: Term): Outcome {
    if (this.known.has(term)) return this.known.get(term);
    if (!this.depends(term)) return 'free';
    // What a loop within carries around is a multiple as it is before, if it is one at the end of each of its rounds.
    if (isCarried(term)) this.known.set(term, itself);
    const outcome = this.look(term);
    this.known.set(term, outcome);
    return outcome;
  }

  /** What is one of several values; those that are free begin anew. */
  ofAll(terms: readonly Term[]): Outcome {
    const found = terms.map((term) => this.of(term));
    if (found.includes(undefined)) return undefined;
    const scaled = found.filter((each) => each !== undefined && each !== 'free');
    return scaled.length > 0 ? merged(scaled) : 'free';
  }

  private look(term: Term): Outcome {
    switch (term.kind) {
      case 'variable':
        return this.ofAll(this.valuesOf(term));
      case 'element':
        return this.of(term.of);
      case 'cast':
      case 'reshape':
        return this.of(term.operand);
      case 'gather':
        return term.indices.some((index) => this.depends(index)) ? undefined : this.of(term.operand);
      case 'where':
        return this.depends(term.condition) ? undefined : this.ofAll([term.yes, term.no]);
      case 'join':
      case 'stack':
        return this.ofAll(term.items);
      case 'binary':
        return this.ofTwo(term);
      case 'reduce':
        return term.name === 'sum' || term.name === 'mean' || term.name === 'max'
          ? summed(this.of(term.operand))
          : undefined;
      case 'opaque':
        return summed(this.product(multiplied(term) ?? []));
      default:
        return undefined;
    }
  }

  private ofTwo({ name, left, right }: BinaryTerm): Outcome {
    if (name === 'multiply') return this.product([left, right]);
    if (name !== 'add') return undefined;
    const parts = [left, right].filter((part) => !isZero(part));
    return parts.some((part) => this.of(part) === 'free') ? undefined : summed(this.ofAll(parts));
  }

  private product(factors: readonly Term[]): Outcome {
    const [of, ...more] = factors.filter((factor) => this.depends(factor));
    const scaling = of && more.length === 0 ? this.of(of) : undefined;
    if (!scaling || scaling === 'free') return scaling;
    const others = factors.filter((factor) => factor !== of).flatMap(factorsIn);
    // What is raised by a number that is written out may be rescaled by it.
    if (others.some((factor) => factor.kind === 'constant' && !(Math.abs(factor.value) <= 1))) return undefined;
    const own = new Set(others.filter(({ kind }) => kind !== 'constant'));
    return merged([scaling, { factors: own, outer: own, summed: false }]);
  }

  /** Whether a value is another one if the name is; how long that is does not matter. */
  private depends(term: Term): boolean {
    const before = this.dependent.get(term);
    if (before !== undefined) return before;
    const depends = isCarried(term) ? this.leadsBack(term) : partsOf(term).some((part) => this.depends(part));
    this.dependent.set(term, depends);
    return depends;
  }

  /**
   * What a loop within carries around begins with a multiple of the name, or with 0; what begins with anything else is the same in all
   * rounds: a loop around carries it. What loops carry around leads back to itself.
   */
  private leadsBack(term: VariableTerm): boolean {
    const seen = new Set<Term>([term]);
    for (const part of seen) {
      if (part !== term && this.dependent.get(part) === true) return true;
      for (const next of isCarried(part) ? this.begunBy(part) : partsOf(part)) seen.add(next);
    }
    return false;
  }

  private begunBy(term: VariableTerm): readonly Term[] {
    const [initial, ...ends] = this.valuesOf(term);
    if (!initial || ends.length === 0) return []; // an attribute, of which nothing is known before
    return isZero(initial) ? [initial, ...ends] : [initial];
  }
}

function partsOf(term: Term): readonly Term[] {
  const isOfForm = term.kind === 'opaque' && (term.says === 'form' || isCount(term));
  return isOfForm ? [] : operandsOf(term);
}

function merged(all: readonly Scaling[]): Scaling {
  return {
    factors: new Set(all.flatMap(({ factors }) => [...factors])),
    outer: new Set(all.flatMap(({ outer }) => [...outer])),
    summed: all.some(({ summed }) => summed),
  };
}

function summed(outcome: Outcome): Outcome {
  return outcome && outcome !== 'free' ? { ...outcome, outer: new Set(), summed: true } : outcome;
}

function factorsIn(term: Term): readonly Term[] {
  if (term.kind === 'cast' || term.kind === 'reshape') return factorsIn(term.operand);
  const isProduct = term.kind === 'binary' && term.name === 'multiply';
  return isProduct ? [...factorsIn(term.left), ...factorsIn(term.right)] : [term];
}

/** Where sums begin: 0, an array of zeros, a list of nothing. */
export function isZero(term: Term): boolean {
  if (term.kind === 'constant') return term.value === 0;
  if (term.kind === 'stack') return term.items.every(isZero);
  if (term.kind === 'where') return isStored(term.condition) && isZero(term.yes) && isZero(term.no);
  if (term.kind === 'binary') return term.name === 'multiply' && (isZero(term.left) || isZero(term.right));
  if (term.kind !== 'opaque') return false;
  return /^full 0(?: |$)/.test(term.key) || (term.key === 'filled' && isZero(term.operands[1]!));
}

const none: ReadonlySet<VariableTerm> = new Set();
const known = new WeakMap<Term, ReadonlySet<VariableTerm>>();

/** What loops carry around of which a value may be made by multiplying and adding up. */
export function carriedIn(term: Term): ReadonlySet<VariableTerm> {
  const before = known.get(term);
  if (before) return before;
  const found = isCarried(term) ? new Set([term]) : union(madeOf(term).map(carriedIn));
  known.set(term, found);
  return found;
}

/** What a value is made of by multiplying and adding up; of what a condition or a number keeps from 0, nothing. */
export function madeOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'element':
      return [term.of];
    case 'cast':
    case 'reshape':
    case 'gather':
      return [term.operand];
    case 'where':
      return [term.yes, term.no];
    case 'join':
    case 'stack':
      return term.items;
    case 'reduce':
      return term.name === 'sum' || term.name === 'mean' || term.name === 'max' ? [term.operand] : [];
    case 'opaque':
      return multiplied(term) ?? [];
    case 'binary':
      // What is divided by a sum of its own stays what it is.
      if (term.name === 'divide') return carriedIn(term.right).size === 0 ? [term.left] : [];
      if (term.name === 'multiply') return [term.left, term.right];
      // What a number is added to does not become 0.
      return term.name === 'add' && term.left.kind !== 'constant' && term.right.kind !== 'constant'
        ? [term.left, term.right]
        : [];
    default:
      return [];
  }
}

function union(sets: readonly ReadonlySet<VariableTerm>[]): ReadonlySet<VariableTerm> {
  const filled = sets.filter(({ size }) => size > 0);
  if (filled.length <= 1) return filled[0] ?? none;
  return new Set(filled.flatMap((set) => [...set]));
}
