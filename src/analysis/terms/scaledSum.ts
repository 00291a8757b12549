// Sums that grow with the exponentials in them: weights and masks beside these, numbers of elements below the sum. The
// maximum can be taken out of all of them at once.
import { uncast } from './bare.ts';
import { isTest } from './comparison.ts';
import { hasExponential } from './summedExponentials.ts';
import type { TermStore } from './store.ts';
import type { BinaryTerm, MapTerm, ReduceTerm, Term, WhereTerm } from './term.ts';
import { subterms } from './walk.ts';

export interface ScaledSum {
  readonly reduce: ReduceTerm;
  readonly exponential: MapTerm;
  /** Whether something depends on what is added up, and is multiplied with each exponential. */
  readonly weighted: boolean;
}

/** Undefined of what is not one sum, or mean, of one exponential times other values, with other factors around it. */
export function scaledSumOf(term: Term): ScaledSum | undefined {
  switch (term.kind) {
    case 'cast':
    case 'reshape':
      return scaledSumOf(term.operand);
    case 'reduce': {
      if (term.name !== 'sum' && term.name !== 'mean') return undefined;
      const exponential = factorIn(term.operand);
      return exponential && { reduce: term, exponential, weighted: isWeighted(term.operand) };
    }
    case 'binary': {
      const factor = scaledFactor(term);
      return factor && scaledSumOf(factor);
    }
    case 'where': {
      const sum = unlessNone(term);
      return sum && scaledSumOf(sum);
    }
    default:
      return undefined;
  }
}

/** What a condition chooses instead of 0: the mean of x where x has elements. */
function unlessNone({ condition, yes, no }: WhereTerm): Term | undefined {
  if (hasExponential(condition)) return undefined;
  const isZero = (term: Term) => term.kind === 'constant' && term.value === 0;
  return isZero(no) ? yes : isZero(yes) ? no : undefined;
}

/** Whether anything but a number is multiplied with an exponential. */
function isWeighted(term: Term): boolean {
  if (term.kind === 'cast') return isWeighted(term.operand);
  if (term.kind !== 'binary') return false;
  const factor = scaledFactor(term)!;
  return (factor === term.left ? term.right : term.left).kind !== 'constant' || isWeighted(factor);
}

/** The only exponential that a term is a multiple of. */
function factorIn(term: Term): MapTerm | undefined {
  if (term.kind === 'map') return term.name === 'exp' ? term : undefined;
  if (term.kind === 'cast') return factorIn(term.operand);
  if (term.kind !== 'binary') return undefined;
  const factor = scaledFactor(term);
  return factor && factorIn(factor);
}

/**
 * Of a product or a quotient the side that exponentials are in, if they are in one and not below. A test on the other side
 * leaves out exponentials, and the largest may be among them.
 */
function scaledFactor({ name, left, right }: BinaryTerm): Term | undefined {
  if (name !== 'multiply' && name !== 'divide') return undefined;
  const isLeft = name === 'divide' || isExponential(left) || (hasExponential(left) && !isExponential(right));
  const [factor, other] = isLeft ? [left, right] : [right, left];
  if (isTest(other)) return undefined;
  // A weight may be made of other exponentials, if what is scaled is one as it stands.
  const isOther = isExponential(factor) && !subterms(other).has(uncast(factor));
  return hasExponential(other) && !isOther ? undefined : factor;
}

function isExponential(term: Term): boolean {
  const inner = uncast(term);
  return inner.kind === 'map' && inner.name === 'exp';
}

/** What is taken out of the exponentials, in the shape that the whole has: the changes of shape around the sum around it. */
export function shapedAs(store: TermStore, term: Term, reduce: ReduceTerm, value: Term): Term {
  const within = (part: Term): Term => (part === reduce ? value : shapedAs(store, part, reduce, value));
  switch (term.kind) {
    case 'cast':
      return store.cast(within(term.operand), term.format);
    case 'reshape':
      return store.reshape(term.change, within(term.operand));
    case 'binary':
      return within(scaledFactor(term)!);
    case 'where':
      return within(unlessNone(term)!);
    default:
      return value;
  }
}
