import { crossEntropy } from './cross-entropy/index.ts';
import type { Kernel } from './kernel.ts';
import { logSoftmax } from './log-softmax/index.ts';
import { logSumExp } from './log-sum-exp/index.ts';
import { softmax } from './softmax/index.ts';

/** Every kernel by its name. To add one: its folder, and a line here. */
export const kernels = {
  softmax,
  'log-softmax': logSoftmax,
  'log-sum-exp': logSumExp,
  'cross-entropy': crossEntropy,
} as const satisfies Record<string, Kernel>;

export type KernelName = keyof typeof kernels;

export const kernelNames = Object.keys(kernels) as readonly KernelName[]; // the object's own keys, as its type says

/** The kernel of that name, or undefined. */
export function findKernel(name: string): Kernel | undefined {
  return Object.hasOwn(kernels, name) ? kernels[name as KernelName] : undefined;
}
