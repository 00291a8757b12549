// The logarithm of an element of a softmax, from the element of the logits in the same place.
import { elementsIn } from '../../terms/elements.ts';
import { upTo } from '../../terms/gathers.ts';
import type { Probability } from '../../terms/probability.ts';
import type { TermStore } from '../../terms/store.ts';
import type { BinaryTerm, ElementTerm, Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import { logSoftmax } from './logSoftmax.ts';

export interface ElementLog {
  readonly value: Term;
  readonly names: ReadonlyMap<Term, string>;
  /** Arrays of which only the first elements are gone through, and the whole of them. */
  readonly elements: ReadonlyMap<Term, Term> | undefined;
}

/**
 * What is the same for all of them, the maximum and the logarithm of the sum, is computed before the rounds.
 * @param asList - whether there is to be a list of all shifted logits
 */
export function logOfElement(
  store: TermStore,
  { of, nesting }: ElementTerm,
  { logits, axis }: Pick<Probability, 'logits' | 'axis'>,
  asList: boolean,
): ElementLog {
  const { shifted, logSum } = logSoftmax(store, logits, axis, true);
  const isOfSome = of.kind === 'gather' && of.key === upTo;
  const some = (all: Term) => (isOfSome ? store.gather(all, upTo, of.indices) : all);
  // Of logits with sums in them there is a list, so that these are not computed in every round; and of rows, whose rounds have other indices.
  const isOfEach = !asList && isOfPlain(shifted) && elementsIn(logits).size === 0;
  const whole = isOfEach ? shifted.left : shifted;
  const element = store.element(some(whole), nesting);
  const one = isOfEach ? store.binary('subtract', element, shifted.right) : element;
  return {
    value: store.binary('subtract', one, logSum),
    names: new Map([isOfEach ? [shifted.right, 'largest'] : [shifted, 'shifted'], [logSum, 'logOfSum']]),
    elements: isOfSome
      ? new Map<Term, Term>([
          [of, of.operand],
          [some(whole), whole],
        ])
      : undefined,
  };
}

/** Whether logits that are shifted have no sums or maxima in them, which would be computed for each of them. */
export function isOfPlain(shifted: Term): shifted is BinaryTerm {
  return (
    shifted.kind === 'binary' &&
    shifted.name === 'subtract' &&
    ![...subterms(shifted.left)].some(({ kind }) => kind === 'reduce')
  );
}

/** Of v / sum(e) for each v of e, the element that it is of; undefined of what is computed of all of them at once. */
export function elementOfQuotient(quotient: Term, logits: Term): ElementTerm | undefined {
  const outer = elementsIn(logits);
  const own = [...elementsIn(quotient)].filter((element) => !outer.has(element));
  return new Set(own.map(({ nesting }) => nesting)).size === 1 ? own[0] : undefined;
}
