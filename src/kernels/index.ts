// The public face of the kernels: formats, arithmetic, twins, thresholds.
export * from './arithmetic/index.ts';
export * from './exact/index.ts';
export * from './formats/index.ts';
export * from './gradient/index.ts';
export type { Form, FullyMasked, Kernel, OperandName, Operands, Twin, Variant } from './kernel.ts';
export { findKernel, kernelNames, kernels, type KernelName } from './registry.ts';
export { runKernel, type KernelError, type KernelErrorCode, type KernelValues, type RunOptions } from './run.ts';
export * from './library/index.ts';
export * from './search/index.ts';
export * from './thresholds/index.ts';
export * from './backend/index.ts';
export * from './wasm/index.ts';
