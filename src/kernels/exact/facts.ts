/** What decides whether a result is defined, and where it is a rational number. */
export interface Facts {
  /** Over all logits; −Infinity of none. Meaningless with a NaN among them. */
  readonly max: number;
  /** Index of the first greatest logit; −1 of none. */
  readonly argmax: number;
  readonly hasNaN: boolean;
  /** Logits that are not −Infinity, whose exp is 0. */
  readonly terms: number;
  /** All terms have the same logit. */
  readonly tied: boolean;
}

export function factsOf(logits: Float64Array): Facts {
  let max = -Infinity;
  let min = Infinity;
  let argmax = -1;
  let terms = 0;
  let hasNaN = false;
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    if (x > max) {
      max = x;
      argmax = i;
    }
    if (x > -Infinity) {
      terms++;
      if (x < min) min = x;
    }
    if (x !== x) hasNaN = true;
  }
  return { max, argmax, hasNaN, terms, tied: min === max };
}
