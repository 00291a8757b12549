/** The key of a gather that takes one element, or one row, by one index: x[i]. */
export const pickOne = 'index';

/** The key of a gather that takes some of the elements, as a condition decides: [v for v in x if …]. */
export const someOf = 'some';
