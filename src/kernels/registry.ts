import { binaryCrossEntropy } from './binary-cross-entropy/index.ts';
import { binaryCrossEntropyWithLogits } from './binary-cross-entropy-with-logits/index.ts';
import { crossEntropy } from './cross-entropy/index.ts';
import { crossEntropyOfProbabilities } from './cross-entropy-of-probabilities/index.ts';
import type { Kernel } from './kernel.ts';
import { logAddExp } from './log-add-exp/index.ts';
import { logMeanExp } from './log-mean-exp/index.ts';
import { logSigmoid } from './log-sigmoid/index.ts';
import { logSoftmax } from './log-softmax/index.ts';
import { logSumExp } from './log-sum-exp/index.ts';
import { onlineSoftmax } from './online-softmax/index.ts';
import { sigmoid } from './sigmoid/index.ts';
import { softmax } from './softmax/index.ts';
import { softmaxWithAdditiveMask } from './softmax-with-additive-mask/index.ts';
import { softmaxWithBooleanMask } from './softmax-with-boolean-mask/index.ts';
import { softmaxWithTemperature } from './softmax-with-temperature/index.ts';
import { softplus } from './softplus/index.ts';

/** Every kernel by its name. To add one: its folder, and a line here. */
export const kernels = {
  softmax,
  'log-softmax': logSoftmax,
  'log-sum-exp': logSumExp,
  'cross-entropy': crossEntropy,
  'cross-entropy-of-probabilities': crossEntropyOfProbabilities,
  sigmoid,
  'log-sigmoid': logSigmoid,
  softplus,
  'binary-cross-entropy': binaryCrossEntropy,
  'binary-cross-entropy-with-logits': binaryCrossEntropyWithLogits,
  'log-add-exp': logAddExp,
  'log-mean-exp': logMeanExp,
  'softmax-with-temperature': softmaxWithTemperature,
  'softmax-with-additive-mask': softmaxWithAdditiveMask,
  'softmax-with-boolean-mask': softmaxWithBooleanMask,
  'online-softmax': onlineSoftmax,
} as const satisfies Record<string, Kernel>;

export type KernelName = keyof typeof kernels;

export const kernelNames = /* @__PURE__ */ Object.keys(kernels) as readonly KernelName[]; // the object's own keys, as its type says

/** The kernel of that name, or undefined. */
export function findKernel(name: string): Kernel | undefined {
  return Object.hasOwn(kernels, name) ? kernels[name as KernelName] : undefined;
}
