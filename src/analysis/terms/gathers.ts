import type { OpaqueTerm, Term } from './term.ts';

/** The key of a gather that takes one element, or one row, by one index: x[i]. */
export const pickOne = 'index';

/** The key of a gather by indices along an axis; its indices are those, then the axis if it is given. */
export const takeAlong = 'take';

/** The key of a gather of the first elements, as many as its index says. */
export const upTo = 'upto';

/** The key of a gather that keeps what a mask says. */
export const byMask = 'mask';

/** The key of an opaque term that is 1 at its first operand, a class or an array of them, and 0 elsewhere. */
export const oneHot = 'one-hot';

/** The key of an opaque term that is 1 on the diagonal and 0 elsewhere: its rows are one-hot. */
export const identityMatrix = 'identity';

/** The key of a gather that takes some of the elements, as a condition decides: [v for v in x if …]. */
export const someOf = 'some';

/** How the keys of the conditions begin under which an element was stored to: the value of the array there is another. */
export const storedKey = 'stored ';

export function isStored(condition: Term): condition is OpaqueTerm {
  return condition.kind === 'opaque' && condition.key.startsWith(storedKey);
}
