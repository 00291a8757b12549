import type { Format } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import type { Summation } from './sum.ts';

/** How a framework evaluates in a format, as data: the order of a sum, and where a wider format is used on the way. */
export interface Policy {
  /** Sums run in this format and are rounded once at their end. */
  readonly accumulator: Format;
  readonly summation: Summation;
  /** exp, log and the other functions are rounded to this format before they are rounded to the one computed in. */
  readonly elementary: Format;
}

/**
 * What NumPy and PyTorch do on a CPU, bit for bit in the 16-bit formats: each operation is rounded, a sum of 16-bit
 * values runs in float32. NumPy's float16 exp and log go through float32, which rounds two of exp's 63,488 finite
 * inputs differently; PyTorch's bfloat16 ones show no such input, so they are rounded once. Sums are in NumPy's order.
 *
 * What is left to the processor is not followed. With AVX-512, NumPy on Linux takes float16's exp of contiguous arrays
 * from Intel's SVML, which errs by up to 4 float32 ulp: four inputs (bits 1f79, 264c, a57f and aa0c) are then rounded the
 * other way. PyTorch adds in an order that its vectors' width decides, which may show in the last bit of a bfloat16 sum.
 */
export function cpuPolicy(format: Format): Policy {
  return {
    accumulator: isNarrow(format) ? formats.float32 : format,
    summation: 'pairwise',
    elementary: format.name === 'float16' ? formats.float32 : format,
  };
}

/** Every sum in the format itself, from left to right: it stops growing at 2^p ones. */
export function sequentialPolicy(format: Format): Policy {
  return { ...cpuPolicy(format), accumulator: format, summation: 'sequential' };
}

export function isNarrow(format: Format): boolean {
  return format.precision < formats.float32.precision;
}
