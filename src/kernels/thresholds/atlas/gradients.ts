import type { Format } from '../../formats/format.ts';
import * as closedForm from '../closed-form.ts';
import { firstFromAfar, gradientOf, notFinite, type AtlasEntry } from './entry.ts';

/** The naive loss of n equal logits, whose true gradient is 1/n − onehot. */
function gradientOfEqual(x: number, n: number, format: Format, rules: string): Float64Array {
  return gradientOf('cross-entropy', 'naive', new Float64Array(n).fill(x), format, { rules });
}

/** From where on 1 / s² is 0, so that the sum has no part in the gradient: s² overflows, or its inverse is flushed. */
function jaxWrongLogSumExp(format: Format): number {
  const overflow = closedForm.expOverflow(format) / 2;
  return format.subnormals === 'flushed' ? Math.min(overflow, -closedForm.expSubnormal(format) / 2) : overflow;
}

/** Below which 1/p · 1/s² with p = 1/n is infinite: it overflows, or s² is flushed. */
function jaxInfiniteLogSumExp(format: Format, n: number): number {
  const overflow = (Math.log(n) - closedForm.expOverflow(format)) / 2;
  return format.subnormals === 'flushed' ? Math.max(overflow, closedForm.expSubnormal(format) / 2) : overflow;
}

/**
 * Where the backward rules break the gradient of the naive cross-entropy although its value still holds. Thresholds are
 * of n equal logits: their log-sum-exp less ln n.
 */
export const gradients = {
  torchGradientLow: {
    title: "PyTorch's gradient of the naive loss is infinite or NaN: 1/exp(x) overflows",
    kernels: ['cross-entropy'],
    of: 'logits',
    side: 'below',
    dependsOnCount: false,
    closedForm: (format) => Math.max(-closedForm.expOverflow(format), closedForm.expZero(format)),
    first: (format) => firstFromAfar('below', format, (x) => gradientOfEqual(x, 1, format, 'torch').some(notFinite)),
  },
  jaxGradientWrong: {
    title: "JAX's gradient of the naive loss is wrong, though finite: 1/s² is 0",
    kernels: ['cross-entropy'],
    of: 'logits',
    side: 'above',
    dependsOnCount: true,
    closedForm: (format, n) => jaxWrongLogSumExp(format) - Math.log(n),
    // Right are 1/n for the other logits and 1/n − 1 for the target; without the sum 0 and −1.
    first: (format, n) =>
      firstFromAfar('above', format, (x) => !(gradientOfEqual(x, n, format, 'jax')[n - 1]! > (n > 1 ? 0 : -0.5))),
  },
  jaxGradientNaN: {
    title: "JAX's gradient of the naive loss is NaN or infinite: 1/p · 1/s² is infinite",
    kernels: ['cross-entropy'],
    of: 'logits',
    side: 'below',
    dependsOnCount: true,
    closedForm: (format, n) => jaxInfiniteLogSumExp(format, n) - Math.log(n),
    first: (format, n) => firstFromAfar('below', format, (x) => gradientOfEqual(x, n, format, 'jax').some(notFinite)),
  },
} as const satisfies Record<string, AtlasEntry>;
