// The logarithm of an element of a softmax, from the element of the logits in the same place.
import { upTo } from '../../terms/gathers.ts';
import type { Probability } from '../../terms/probability.ts';
import type { TermStore } from '../../terms/store.ts';
import type { ElementTerm, Term } from '../../terms/term.ts';
import { logSoftmax } from './logSoftmax.ts';

export interface ElementLog {
  readonly value: Term;
  readonly names: ReadonlyMap<Term, string>;
  /** Arrays of which only the first elements are gone through, and the whole of them. */
  readonly elements: ReadonlyMap<Term, Term> | undefined;
}

/** What is the same for all of them, the maximum and the logarithm of the sum, is computed before the rounds. */
export function logOfElement(
  store: TermStore,
  { of, nesting }: ElementTerm,
  { logits, axis }: Pick<Probability, 'logits' | 'axis'>,
): ElementLog {
  const { shifted, logSum } = logSoftmax(store, logits, axis, true);
  const isOfSome = of.kind === 'gather' && of.key === upTo;
  const whole = isOfSome ? store.gather(shifted, upTo, of.indices) : shifted;
  return {
    value: store.binary('subtract', store.element(whole, nesting), logSum),
    names: new Map([
      [shifted, 'shifted'],
      [logSum, 'logOfSum'],
    ]),
    elements: isOfSome
      ? new Map<Term, Term>([
          [of, of.operand],
          [whole, shifted],
        ])
      : undefined,
  };
}
