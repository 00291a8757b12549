import type { Saying } from '../../../terms/term.ts';

/** What functions say that are not followed, by what they are called, the first that fits. */
export const sayings: readonly (readonly [RegExp, Saying])[] = [
  [/(?:^|[\W_])(?:lgamma|gammaln|digamma|polygamma|psi|betaln)(?:[\W_]|$)/, 'gamma'],
  [/(?:^|\W)(?:Counter|value_counts)(?:\W|$)/, 'counts'],
  [/(?:^|\W)unique(?:\W|$)/, 'seen'],
  // By weights that add up to anything; NumPy's take probabilities.
  [/(?:^|(?<!random)\W)multinomial(?:\W|$)|(?:^|\W)random\.choices(?:\W|$)/, 'drawn'],
  [/(?:^|[\W_])(?:is)?nan(?:[\W_]|$)/i, 'nan'],
  [/(?:^|\W)is_?(?:neg)?inf\W*$/, 'infinite'],
];
