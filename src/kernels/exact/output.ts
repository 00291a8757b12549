import type { Rounded } from './enclosure.ts';

/** What an exact kernel writes. `residuals`: the exact numbers minus the values, in ulps of the format at the values. */
export interface Output {
  readonly values: Float64Array;
  readonly residuals: Float64Array | undefined;
}

/**
 * Decides what an error left open, and puts it: once for all that have the same logit.
 * @param decide - what is right for a logit
 */
export function deciding(
  logits: Float64Array,
  output: Output,
  decide: (x: number) => Rounded,
): (index: number) => void {
  const decided = new Map<number, Rounded>();
  return (index) => {
    const x = logits[index]!;
    let rounded = decided.get(x);
    if (!rounded) decided.set(x, (rounded = decide(x)));
    put(output, index, rounded);
  };
}

export function put({ values, residuals }: Output, index: number, { value, residual }: Rounded): void {
  values[index] = value;
  if (residuals) residuals[index] = residual;
}
