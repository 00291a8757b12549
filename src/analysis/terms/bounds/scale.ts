import { defaultIn } from '../defaults.ts';
import { isStored, pickOne } from '../gathers.ts';
import type { BinaryTerm, GatherTerm, Term } from '../term.ts';
import { interval, isUnbounded, negate, nonNegative, type Interval } from './interval.ts';

/**
 * The bounds of a factor, given what it scales. A plain name of which nothing is known counts as positive when it
 * scales a value that stretches from 0 to infinity on one side only: (x - max(x)) / temperature,
 * -gamma * squared_distance. With the other sign such code would do the opposite of what it was written for. Of what is
 * bounded on both sides, a cosine, its default says how far the code was meant to stretch it.
 */
export function asScale(
  factor: Term,
  bounds: Interval,
  scaled: Interval,
  defaults: ReadonlyMap<Term, number>,
): Interval {
  if (!isUnbounded(bounds)) return bounds;
  const usual = usualOf(factor, defaults);
  if (usual !== undefined && isFinite(scaled)) return interval(usual, usual);
  if (!isHalfLine(scaled)) return bounds;
  const sign = plainSign(factor);
  if (sign === 0) return bounds;
  return sign > 0 ? nonNegative : negate(nonNegative);
}

/** The bounds of what is added to a value: a margin beside a cosine is what its default says, as a scale is. */
export function asShift(
  shift: Term,
  bounds: Interval,
  shifted: Interval,
  defaults: ReadonlyMap<Term, number>,
): Interval {
  const usual = isUnbounded(bounds) && isFinite(shifted) ? usualOf(shift, defaults) : undefined;
  return usual === undefined || isPoint(shifted) ? bounds : interval(usual, usual);
}

/**
 * The larger or the smaller of two values: a limit beside anything else is what its default says, as a scale is, where that keeps
 * exponents in their range. What is as small as a probability may be is not told from none.
 */
export function asLimited(
  { name, left, right }: BinaryTerm,
  ofLeft: Interval,
  ofRight: Interval,
  defaults: ReadonlyMap<Term, number>,
): Interval {
  const limit = (term: Term, bounds: Interval) => {
    const usual = isUnbounded(bounds) ? usualOf(term, defaults) : undefined;
    return usual !== undefined && (name === 'maximum' ? usual <= -1 : usual >= 1) ? interval(usual, usual) : undefined;
  };
  const [first, second] = [limit(left, ofLeft), limit(right, ofRight)];
  // Of two numbers with a default neither is the limit of the other.
  const a = second ? ofLeft : (first ?? ofLeft);
  const b = first ? ofRight : (second ?? ofRight);
  const extreme = name === 'maximum' ? Math.max : Math.min;
  return interval(extreme(a.low, b.low), extreme(a.high, b.high));
}

function isFinite({ low, high }: Interval): boolean {
  return Number.isFinite(low) && Number.isFinite(high);
}

/** Of a number itself, 1 - x, nothing says that it is what is shifted. */
function isPoint({ low, high }: Interval): boolean {
  return low === high;
}

function usualOf(factor: Term, defaults: ReadonlyMap<Term, number>): number | undefined {
  const usual = defaults.get(factor) ?? defaultIn(factor);
  if (usual !== undefined || factor.kind !== 'map' || factor.name !== 'neg') return usual;
  const positive = usualOf(factor.operand, defaults);
  return positive === undefined ? undefined : -positive;
}

/** T + 1e-8, 1 - step / total: a number, and more or less of what counts as positive, as a scale that goes down to its end. */
function isKept({ name, left, right }: BinaryTerm): boolean {
  const [number, other] = left.kind === 'constant' ? [left, right] : [right, left];
  if (number.kind !== 'constant' || number.value <= 0 || (name === 'subtract' && number !== left)) return false;
  return plainSign(other) > 0;
}

/** A value in [0, 1] is as often a weight or a mask as a thing to be scaled: it says nothing of the other factor. */
function isHalfLine({ low, high }: Interval): boolean {
  return (low >= 0 && high === Infinity) || (high <= 0 && low === -Infinity);
}

/** x[1], or an item of what is taken apart. */
function isEntry({ key, indices }: GatherTerm): boolean {
  const [at, ...more] = indices;
  return key.startsWith('item ') || (key === pickOne && more.length === 0 && at?.kind === 'constant');
}

/** n, t + 2, sum(counts) + 1 + 1e-7: a count, of which a logarithm is taken to slow something down, 1 / log(t + 2). */
function isAboveOne(term: Term): boolean {
  if (term.kind === 'reduce') return term.name === 'sum' && plainSign(term.operand) > 0;
  if (term.kind !== 'binary') return plainSign(term) > 0;
  const [number, other] = term.left.kind === 'constant' ? [term.left, term.right] : [term.right, term.left];
  if (term.name !== 'add' || number.kind !== 'constant' || number.value <= 0) return false;
  return isAboveOne(other) || (number.value >= 1 && plainSign(other) > 0);
}

/** The sign of a parameter or an attribute, counted as positive, or of such and numbers: k * T, -1 / T. 0 of the outcome of a computation. */
function plainSign(term: Term): number {
  if (term.kind === 'refined' || term.kind === 'reshape' || term.kind === 'cast') return plainSign(term.operand);
  // One of several temperatures.
  if (term.kind === 'element') return plainSign(term.of);
  // One of several parameters: alpha, beta = params
  if (term.kind === 'gather') return isEntry(term) ? plainSign(term.operand) : 0;
  if (term.kind === 'map' && term.name === 'neg') return -plainSign(term.operand);
  // One of several, as a condition decides: given, or computed from other settings.
  if (term.kind === 'where' && !isStored(term.condition)) return signOfAll([term.yes, term.no]);
  if (term.kind === 'join') return signOfAll(term.items);
  if (term.kind === 'map' && term.name === 'sqrt') return 1;
  if (term.kind === 'map' && term.name === 'log') return isAboveOne(term.operand) ? 1 : 0;
  if (term.kind === 'binary' && (term.name === 'multiply' || term.name === 'divide')) {
    const parts = [term.left, term.right];
    if (parts.every(({ kind }) => kind === 'constant')) return 0;
    const signs = parts.map(signOf);
    return signs[0]! * signs[1]!;
  }
  if (term.kind === 'binary' && (term.name === 'add' || term.name === 'subtract')) return isKept(term) ? 1 : 0;
  return term.kind === 'variable' || (term.kind === 'opaque' && term.pure && term.operands.length <= 1) ? 1 : 0;
}

/** The sign of a number, or of what counts as a scale by the form of it; 0 of what may have either. */
export function signOf(term: Term): number {
  return term.kind === 'constant' ? Math.sign(term.value) : plainSign(term);
}

/** The sign that several values have; 0 where they have not the same. */
function signOfAll(terms: readonly Term[]): number {
  const [first = 0, ...others] = terms.map(signOf);
  return others.every((sign) => sign === first) ? first : 0;
}
