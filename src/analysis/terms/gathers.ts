/** The key of a gather that takes one element, or one row, by one index: x[i]. */
export const pickOne = 'index';

/** The key of a gather by indices along an axis; its indices are those, then the axis if it is given. */
export const takeAlong = 'take';

/** The key of a gather that keeps what a mask says. */
export const byMask = 'mask';

/** The key of an opaque term that is 1 at its first operand, a class or an array of them, and 0 elsewhere. */
export const oneHot = 'one-hot';

/** The key of an opaque term that is 1 on the diagonal and 0 elsewhere: its rows are one-hot. */
export const identityMatrix = 'identity';

/** The key of a gather that takes some of the elements, as a condition decides: [v for v in x if …]. */
export const someOf = 'some';
