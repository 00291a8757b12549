// The bytes of a payload, from the first:
//   4  magic
//   4  version, uint32 little-endian
//   4  length of the header in bytes, uint32 little-endian
//   …  header: JSON in ASCII, padded with spaces so that the numbers start at a multiple of 8
//   …  numbers: float64 little-endian, one array after the other, in the order the header names them
import type { KernelName, Payload } from './payload.ts';
import type { FormatName } from '../kernels/index.ts';

export const magic = 'SMXP';
export const prefixBytes = 12;
export const floatBytes = 8;

/** Numbers per threshold row, in the order of `thresholdFields`. */
export const thresholdFields = [
  'expOverflow',
  'sumOverflow',
  'expZero',
  'probabilityZeroGap',
  'probabilityOneGap',
] as const;

export interface ValueHeader {
  readonly kind: 'value';
  readonly source: string;
  readonly text: string;
}

/** `values` counts both twins' results, which have the same length. */
export interface KernelHeader {
  readonly kind: 'kernel';
  readonly kernel: KernelName;
  readonly format: FormatName;
  readonly source: string;
  readonly logits: number;
  readonly values: number;
  readonly thresholds: readonly FormatName[];
}

export type Header = ValueHeader | KernelHeader;

// Records instead of arrays, so that the compiler asks for a new member of the union here too.
const formats: Record<FormatName, true> = {
  float64: true,
  float32: true,
  tfloat32: true,
  float16: true,
  bfloat16: true,
  float8_e4m3fn: true,
  float8_e5m2: true,
  float8_e4m3fnuz: true,
  float8_e5m2fnuz: true,
  float4_e2m1fn: true,
};

/** Whether a kernel gives one number, or one per logit. */
const scalar: Record<KernelName, boolean> = {
  softmax: false,
  'log-softmax': false,
  'log-sum-exp': true,
  'cross-entropy': true,
};

export const formatNames = Object.keys(formats) as readonly FormatName[];
export const kernelNames = Object.keys(scalar) as readonly KernelName[];
export const payloadKinds: readonly Payload['kind'][] = ['kernel', 'value'];

/** Whether the kernel gives one number for all logits together. */
export function isScalar(kernel: KernelName): boolean {
  return scalar[kernel];
}

/** How many numbers each twin of `kernel` gives for `logits` logits. */
export function valueCount(kernel: KernelName, logits: number): number {
  return scalar[kernel] ? 1 : logits;
}

/** How many float64 numbers follow the header. */
export function floatCount(header: Header): number {
  if (header.kind === 'value') return 0;
  return header.logits + 2 * header.values + header.thresholds.length * thresholdFields.length;
}
