// Quotients of exponentials that are written one by one: exp(a) / (exp(a) + 0.5 * exp(b) + sum(exp(c))). What is above and below the
// line grows with the same power of all of them, so that one number can be subtracted from every exponent: the largest of these.
import type { Bounds } from '../../terms/bounds/bounds.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import { hasExponential } from '../../terms/summedExponentials.ts';
import type { MapTerm, ReduceTerm, Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { Proposal, Replacement, RewritePlan, RuleContext } from '../rule.ts';
import { isMapPlace, placesBehind } from '../shared/places.ts';
import { quotientOf } from '../../terms/quotient.ts';

const title = 'Subtract the largest exponent before exp';

/** Undefined where no one number can be subtracted from all exponents of a quotient, or it could not be written. */
export function together(context: RuleContext, division: Occurrence): Proposal | undefined {
  const denominator = quotientOf(division.term)?.denominator;
  if (!denominator || powerOf(division.term) !== 0 || powerOf(denominator) !== 1) return undefined;
  const parts = partsOf(denominator) ?? [];
  if (parts.length === 0) return undefined;
  // In loops the sums, and their elements, are computed one by one.
  if (division.behaviour?.numbers === true && parts.some(({ reduce }) => reduce)) return undefined;
  return ofEach(context, division, denominator, parts);
}

/**
 * By which power of e^c a value grows when c is added to the exponent of every exponential in it; undefined where there is none, as of
 * 1 + exp(x), and where it is not told.
 */
export function powerOf(term: Term): number | undefined {
  if (!hasExponential(term)) return 0;
  switch (term.kind) {
    case 'map': {
      if (term.name === 'exp') return hasExponential(term.operand) ? undefined : 1;
      const power = powerOf(term.operand);
      if (power === undefined || term.name === 'neg' || term.name === 'abs') return power;
      if (term.name === 'sqrt') return power / 2;
      return term.name === 'square' ? 2 * power : undefined;
    }
    case 'cast':
    case 'reshape':
    case 'refined':
      return powerOf(term.operand);
    case 'gather':
      return term.indices.some(hasExponential) ? undefined : powerOf(term.operand);
    case 'element':
      return powerOf(term.of);
    case 'reduce':
      return term.name === 'sum' || term.name === 'mean' || term.name === 'max' ? powerOf(term.operand) : undefined;
    case 'binary': {
      const [left, right] = [powerOf(term.left), powerOf(term.right)];
      if (term.name === 'power') {
        return left === undefined || term.right.kind !== 'constant' ? undefined : left * term.right.value;
      }
      if (left === undefined || right === undefined) return undefined;
      if (term.name === 'multiply') return left + right;
      if (term.name === 'divide') return left - right;
      return (term.name === 'add' || term.name === 'subtract') && left === right ? left : undefined;
    }
    default:
      return undefined;
  }
}

/** An exponential of a sum, and the sum over an axis that it is in, if there is one. */
interface Part {
  readonly exponential: MapTerm;
  readonly reduce: ReduceTerm | undefined;
}

/** The exponentials of a value that is a sum of them with factors; undefined where one is in it in different ways. */
function partsOf(term: Term): readonly Part[] | undefined {
  const found = new Map<MapTerm, Part>();
  const collect = (part: Term, reduce: ReduceTerm | undefined): boolean => {
    if (!hasExponential(part)) return true;
    switch (part.kind) {
      case 'map': {
        if (part.name !== 'exp') return collect(part.operand, reduce);
        const known = found.get(part);
        found.set(part, { exponential: part, reduce });
        return !known || known.reduce === reduce;
      }
      case 'binary':
        return [part.left, part.right].every((each) => collect(each, reduce));
      case 'cast':
      case 'refined':
        return collect(part.operand, reduce);
      case 'reduce':
        return reduce === undefined && collect(part.operand, part);
      default:
        return false;
    }
  };
  return collect(term, undefined) ? [...found.values()] : undefined;
}

/** The exponentials that are in a sum whatever else is: with no weight that may be 0. */
function sureIn(bounds: Bounds, term: Term): readonly Term[] {
  const within = (part: Term) => sureIn(bounds, part);
  switch (term.kind) {
    case 'map':
      return term.name === 'exp' ? [term] : [];
    case 'cast':
    case 'refined':
    case 'reduce':
      return within(term.operand);
    case 'binary': {
      const { name, left, right } = term;
      if (name === 'add') return [left, right].flatMap(within);
      if (name === 'divide') return bounds.low(right) > 0 ? within(left) : [];
      if (name !== 'multiply') return [];
      return [...(bounds.low(left) > 0 ? within(right) : []), ...(bounds.low(right) > 0 ? within(left) : [])];
    }
    default:
      return [];
  }
}

function ofEach(
  context: RuleContext,
  division: Occurrence,
  denominator: Term,
  parts: readonly Part[],
): Proposal | undefined {
  const { store } = context;
  const largest = parts.map((part) => largestOf(store, part)).reduce((a, b) => store.binary('maximum', a, b));
  const shifted = new Map<Term, Term>();
  // The largest of all is one number, whatever it is subtracted from.
  const isOne = parts.every(({ reduce }) => reduce?.axis.kind === 'all');
  for (const { exponential, reduce } of parts) {
    const shift = reduce && !isOne ? within(store, reduce, largest) : largest;
    if (!shift) return undefined;
    shifted.set(exponential, store.map('exp', less(store, exponential.operand, shift)));
  }
  const places = placesBehind(division, (place) => place.own && isMapPlace(place, 'exp') && shifted.has(place.term));
  const written = new Set(places.map(({ term }) => term));
  if ([...shifted.keys()].some((exponential) => !written.has(exponential))) return undefined;
  const replacements = places.map((at): Replacement => ({ at, by: shifted.get(at.term)! }));
  replacements.sort((a, b) => a.at.span.cell - b.at.span.cell || a.at.span.start - b.at.span.start);
  const wholes = parts.map(({ exponential }) => exponential);
  const sure = new Set(sureIn(context.bounds, denominator));
  const doubts = wholes.every((each) => sure.has(each)) ? [] : ['the largest may be what a weight takes away'];
  return {
    ...common(context, division, wholes, shifted),
    doubts,
    writing: 'value',
    replacements,
    names: new Map([[largest, 'm'], ...wholes.map(({ operand }) => [operand, 'logits'] as const)]),
    assumptions: ['the exponents are floating-point numbers'],
  };
}

function largestOf(store: TermStore, { exponential, reduce }: Part): Term {
  return reduce ? store.reduce('max', exponential.operand, reduce.axis, reduce.keepdims) : exponential.operand;
}

/** What has no axis in the place of one that was summed, with one of length 1 there. */
function within(store: TermStore, { axis, keepdims }: ReduceTerm, value: Term): Term | undefined {
  if (keepdims) return value;
  const [at, ...more] = axis.kind === 'known' ? axis.axes : [];
  return at === undefined || more.length > 0 ? undefined : store.reshape({ to: 'insert', at }, value);
}

function less(store: TermStore, x: Term, maximum: Term): Term {
  return store.binary('subtract', x, maximum);
}

/** Every quotient of the function that the exponentials go into keeps its value. */
function common(
  { store, computed }: RuleContext,
  division: Occurrence,
  exponentials: readonly Term[],
  exchange: ReadonlyMap<Term, Term>,
): Omit<RewritePlan, 'writing' | 'replacements' | 'assumptions' | 'doubts'> {
  const quotients = computed.filter(({ own, scope, form, term }) => {
    if (!own || scope !== division.scope || form !== 'expression' || powerOf(term) !== 0) return false;
    const below = quotientOf(term)?.denominator;
    const parts = below && subterms(below);
    return parts !== undefined && exponentials.some((each) => parts.has(each));
  });
  return {
    form: 'inline',
    title,
    meaning: 'equal',
    keeps: quotients.map((at) => ({ at, by: substitute(store, at.term, exchange) })),
    like: [],
    unneeded: [],
    exchange,
    tolerance: 1e-10,
  };
}
