// What a shift leaves as it is although it changes what is looked at: how many exponentials there are, whether they add up to 0,
// where the largest of some stands, and which of them are the largest. Of two small ones both can have become 0, so that nothing is said of these.
import { reductionOf } from '../terms/alignment.ts';
import { sameAxis } from '../terms/axis.ts';
import { askedFor, comparisonOf } from '../terms/comparison.ts';
import { uncast } from '../terms/bare.ts';
import { unguarded } from '../terms/finiteGuard.ts';
import { isPosition } from '../terms/gathers.ts';
import { filledKey, isCount } from '../terms/lengths.ts';
import type { TermStore } from '../terms/store.ts';
import type { Axis, Term } from '../terms/term.ts';
import { operandsOf, substitute, subterms } from '../terms/walk.ts';
import type { Exchange } from './rest.ts';

/** Comparisons and places in some values that are the same after an exchange of exponentials, and what they become. */
export function keptOrder(
  store: TermStore,
  roots: readonly Term[],
  exchange: ReadonlyMap<Term, Term>,
): readonly Exchange[] {
  const shifts = new Map<Term, Axis>();
  for (const [from, to] of exchange) {
    const axis = axisOfShift(from, to);
    if (axis) shifts.set(from, axis);
  }
  if (shifts.size === 0) return [];
  const shifted = new Map([...exchange].filter(([from]) => shifts.has(from)));
  const parts = new Set(roots.flatMap((root) => [...subterms(root)]));
  return [...parts].flatMap((from) =>
    isOfLargest(from, shifts) || isOfForm(from, shifts) || isOfNone(from, shifted)
      ? [{ from, to: substitute(store, from, shifted) }]
      : [],
  );
}

/** Over what exp(x) and exp(x - max(x)) have one maximum; undefined of others. */
export function axisOfShift(from: Term, to: Term): Axis | undefined {
  if (from.kind !== 'map' || from.name !== 'exp' || to.kind !== 'map' || to.name !== 'exp') return undefined;
  const { operand } = to;
  if (operand.kind !== 'binary' || operand.name !== 'subtract' || operand.left !== from.operand) return undefined;
  const maximum = reductionOf(unguarded(operand.right))?.reduce;
  return maximum?.name === 'max' ? maximum.axis : undefined;
}

function isOfLargest(term: Term, shifts: ReadonlyMap<Term, Axis>): boolean {
  if (term.kind !== 'opaque') return false;
  const [first] = term.operands;
  if (first && isPosition(term)) return largestOf(first, shifts) !== undefined;
  const compared = comparisonOf(term);
  if (!compared) return false;
  const { left, right } = compared;
  return [[left, right] as const, [right, left] as const].some(
    ([largest, other]) => largestOf(largest, shifts) === selectedFrom(other),
  );
}

/** Whether exponentials add up to 0, or to infinity, as they do if exponents are infinite, and do then if what is subtracted is finite. */
export function isOfNone(term: Term, shifted: ReadonlyMap<Term, Term>): boolean {
  const sum = askedFor(term);
  const reduce = sum && reductionOf(sum)?.reduce;
  if (reduce?.name !== 'sum') return false;
  const now = shifted.get(uncast(reduce.operand));
  const exponent = now?.kind === 'map' ? now.operand : undefined;
  return exponent?.kind === 'binary' && unguarded(exponent.right) !== exponent.right;
}

/**
 * How long exponentials are and along which axes, which is the same once numbers were subtracted from their exponents, and an array as long
 * that is filled with something else.
 */
function isOfForm(term: Term, shifts: ReadonlyMap<Term, Axis>): boolean {
  if (term.kind !== 'opaque' || (term.says !== 'form' && !isCount(term) && term.key !== filledKey)) return false;
  const [of, ...others] = term.operands;
  return of !== undefined && hasForm(of, shifts) && others.every((other) => isOfForms(other, shifts));
}

/** Whether exponentials are in a value only by their form: 1 / e.length */
function isOfForms(term: Term, shifts: ReadonlyMap<Term, Axis>): boolean {
  if (!mentions(term, shifts) || isOfForm(term, shifts)) return true;
  return term.kind === 'binary' && operandsOf(term).every((operand) => isOfForms(operand, shifts));
}

/** Whether the form of a value is one whatever some exponentials in it are. */
function hasForm(term: Term, shifts: ReadonlyMap<Term, Axis>): boolean {
  if (shifts.has(term)) return true;
  switch (term.kind) {
    case 'map':
    case 'binary':
    case 'cast':
    case 'refined':
    case 'reduce':
    case 'reshape':
    case 'element':
      return operandsOf(term).every((operand) => hasForm(operand, shifts));
    default:
      return !mentions(term, shifts);
  }
}

function mentions(term: Term, shifts: ReadonlyMap<Term, Axis>): boolean {
  return [...subterms(term)].some((part) => shifts.has(part));
}

/** The exponentials of which a value is the largest, among those that one number is subtracted from. */
function largestOf(term: Term, shifts: ReadonlyMap<Term, Axis>): Term | undefined {
  const reduce = reductionOf(term)?.reduce;
  if (reduce?.name !== 'max') return undefined;
  const exponentials = uncast(reduce.operand);
  const axis = shifts.get(exponentials);
  const isOne = axis && (axis.kind === 'all' || sameAxis(axis, reduce.axis));
  return isOne ? exponentials : undefined;
}

/** What a value is one of, without any computation on it. */
function selectedFrom(term: Term): Term {
  switch (term.kind) {
    case 'element':
      return selectedFrom(term.of);
    case 'gather':
    case 'refined':
    case 'cast':
      return selectedFrom(term.operand);
    default:
      return term;
  }
}
