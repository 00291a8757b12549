import type { Format } from './format.ts';

/** The format with casts that saturate: what overflows becomes the greatest value, as fp8 casts in PyTorch 2.13. */
export function saturating(format: Format): Format {
  return { ...format, overflow: format.max };
}

/** The format with infinities, whatever it has: in it an overflow shows even where the format itself hides it. */
export function unsaturated(format: Format): Format {
  return { ...format, overflow: Infinity };
}

/**
 * The format on hardware that flushes subnormals, as XLA does on a CPU. What is less than the least normal value before
 * it is rounded is 0; an x86 processor looks after rounding, which differs in the last half step below that value.
 */
export function flushing(format: Format): Format {
  return { ...format, subnormals: 'flushed' };
}
