/** The key of a gather that takes one element, or one row, by one index: x[i]. */
export const pickOne = 'index';
