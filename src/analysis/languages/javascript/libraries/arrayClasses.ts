// Classes of arrays, and what they round their elements to.
import type { FormatName } from '../../../../kernels/index.ts';

const integers = 'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array'.split(' ');

const rounding: Readonly<Record<string, FormatName | 'integer'>> = {
  Float32Array: 'float32',
  Float16Array: 'float16',
  ...Object.fromEntries(integers.map((name) => [name, 'integer' as const])),
};

export function isArrayClass(name: string): boolean {
  return name === 'Array' || name === 'Float64Array' || Object.hasOwn(rounding, name);
}

/** What an array class rounds its elements to; undefined where it keeps them as they are. */
export function formatOfClass(name: string): FormatName | 'integer' | undefined {
  return Object.hasOwn(rounding, name) ? rounding[name] : undefined;
}
