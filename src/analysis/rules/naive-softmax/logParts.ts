// What the logarithm of a softmax, or of one of its values, is made of.
import { pickOne } from '../../terms/gathers.ts';
import { elementsIn } from '../../terms/elements.ts';
import type { TermStore } from '../../terms/store.ts';
import type { BinaryTerm, ElementTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { LogSoftmax } from '../shared/logSoftmax.ts';

export interface LogParts extends LogSoftmax {
  /** One of the shifted logits: that of the elements which are taken of the arrays that the logits are computed from. */
  readonly shiftedOf: (taken: (array: Term) => Term) => Term;
}

/**
 * @param exponents - what exponentials are taken of, of all or of one at a time
 * @param shifted - all of the logits less their maximum
 */
export function logParts(
  store: TermStore,
  softmax: Term,
  exponents: readonly Term[],
  shifted: BinaryTerm,
  logSum: Term,
): LogParts {
  const outer = elementsIn(softmax);
  const own = (exponent: Term) => [...elementsIn(exponent)].filter((element) => !outer.has(element));
  const isOfOne = (exponent: Term) => new Set(own(exponent).map(({ nesting }) => nesting)).size === 1;
  const one = exponents.find(isOfOne);
  const shiftedOf: LogParts['shiftedOf'] = (taken) => {
    if (!one) return store.binary('subtract', taken(shifted.left), shifted.right);
    const exchange = new Map(own(one).map((element): [Term, Term] => [element, taken(element.of)]));
    return store.binary('subtract', substitute(store, one, exchange), shifted.right);
  };
  return { shifted, logSum, shiftedOf };
}

/**
 * How the logarithm of a value is made, if that is one of those of a softmax: an element, one that is picked, or the quotient of one
 * exponential.
 * @param each - the element that a quotient is of
 */
export function madeOfOne(
  store: TermStore,
  value: Term,
  softmax: Term,
  each?: ElementTerm,
): ((of: LogParts) => Term) | undefined {
  const less = (taken: (array: Term) => Term) => (of: LogParts) =>
    store.binary('subtract', of.shiftedOf(taken), of.logSum);
  if (value.kind === 'element' && value.of === softmax) return less((array) => store.element(array, value.nesting));
  if (value === softmax && each) return less((array) => store.element(array, each.nesting));
  const isPicked = value.kind === 'gather' && value.key === pickOne && value.operand === softmax;
  return isPicked ? less((array) => store.gather(array, value.key, value.indices)) : undefined;
}
