// PyTorch's own functions on a CPU in a narrow format, bit for bit in bfloat16: computed in float32 from the narrow
// logits and rounded once, but for what is said below. Each takes the arithmetic it is computed in, where another is
// wanted than that of float32: in which order PyTorch adds, and how it takes exp, depends on the processor.
import { arithmetic, type Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Format } from '../formats/format.ts';
import { roundArray } from '../formats/round.ts';
import { formats } from '../formats/registry.ts';
import { stableSoftmax } from '../softmax/stable.ts';
import { logOfSumOfExp } from '../log-sum-exp/naive.ts';

/** torch.softmax: all in float32, rounded once. https://github.com/pytorch/pytorch/blob/v1.13.0/aten/src/ATen/native/cpu/SoftMaxKernel.cpp */
export function torchSoftmax(logits: Float64Array, format: Format, wide = wideArithmetic(format)): Float64Array {
  const out = new Float64Array(logits.length);
  stableSoftmax(logits, wide, out);
  return roundArray(out, format, out);
}

/**
 * torch.log_softmax, which keeps the sum of exps and its logarithm in the narrow format, and subtracts in float32:
 * (x − max) − log S.
 */
export function torchLogSoftmax(logits: Float64Array, format: Format, wide = wideArithmetic(format)): Float64Array {
  const { exp, log, max, round, subtract, sum } = wide;
  const narrow = arithmetic(format).round;
  const greatest = max(logits);
  const terms = logits.map((x) => exp(subtract(x, greatest)));
  const logTotal = narrow(round(log(narrow(sum(terms)))));
  return logits.map((x) => narrow(subtract(subtract(x, greatest), logTotal)));
}

/**
 * torch.logsumexp: the shifted form, rounded after every operation, with an infinite maximum taken for 0. So all −∞ give
 * −∞, and a +∞ gives +∞.
 */
export function torchLogSumExp(logits: Float64Array, format: Format, narrow = arithmetic(format)): number {
  const greatest = narrow.max(logits);
  const shift = Math.abs(greatest) === Infinity ? 0 : greatest;
  const terms = logits.map((x) => narrow.subtract(x, shift));
  return narrow.add(logOfSumOfExp(terms, narrow, terms), shift);
}

/** torch.nn.functional.cross_entropy of one row: −log_softmax(x)[target]. */
export function torchCrossEntropy(
  logits: Float64Array,
  target: number,
  format: Format,
  wide = wideArithmetic(format),
): number {
  return 0 - torchLogSoftmax(logits, format, wide)[target]!; // subtracted from a sum that starts at 0, so never −0
}

/** Its gradient: g − exp(log_softmax) Σ g with g = −onehot, in float32 from the rounded log_softmax, rounded once. */
export function torchCrossEntropyGradient(
  logits: Float64Array,
  target: number,
  format: Format,
  wide = wideArithmetic(format),
): Float64Array {
  const { exp, multiply, subtract } = wide;
  const narrow = arithmetic(format).round;
  return torchLogSoftmax(logits, format, wide).map((y, i) =>
    narrow(subtract(i === target ? -1 : 0, multiply(exp(y), -1))),
  );
}

function wideArithmetic(format: Format): Arithmetic {
  return arithmetic(format.precision < formats.float32.precision ? formats.float32 : format);
}
