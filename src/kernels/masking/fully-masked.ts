import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { FullyMasked } from '../kernel.ts';

/**
 * What stands for the softmax of a row of which everything is masked: NaN (torch.softmax, jax.nn.softmax), 0
 * (torch.nn.functional.scaled_dot_product_attention), or 1/n (a mask of a large finite number, as written by hand).
 */
export function fillFullyMasked(out: Float64Array, fullyMasked: FullyMasked, { divide }: Arithmetic): void {
  if (fullyMasked === 'uniform') out.fill(divide(1, out.length));
  else out.fill(fullyMasked === 'zero' ? 0 : NaN);
}
