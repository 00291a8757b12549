// Classes of arrays, and what they round their elements to.
import type { FormatName } from '../../../../kernels/index.ts';
import { interval, type Interval } from '../../../terms/bounds/interval.ts';

const integers = 'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array'.split(' ');

const rounding: Readonly<Record<string, FormatName | 'integer'>> = {
  Float32Array: 'float32',
  Float16Array: 'float16',
  ...Object.fromEntries(integers.map((name) => [name, 'integer' as const])),
};

/** What the elements of small integers are in: nothing that overflows comes of them. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  Int8Array: [-128, 127],
  Uint8Array: [0, 255],
  Uint8ClampedArray: [0, 255],
  Int16Array: [-32768, 32767],
  Uint16Array: [0, 65535],
};

/** What the elements of an array class are in; undefined where that is as good as anything. */
export function rangeOfClass(name: string): Interval | undefined {
  const [low, high] = Object.hasOwn(ranges, name) ? ranges[name]! : [];
  return low === undefined || high === undefined ? undefined : interval(low, high);
}

export function isArrayClass(name: string): boolean {
  return name === 'Array' || name === 'Float64Array' || Object.hasOwn(rounding, name);
}

/** What an array class rounds its elements to; undefined where it keeps them as they are. */
export function formatOfClass(name: string): FormatName | 'integer' | undefined {
  return Object.hasOwn(rounding, name) ? rounding[name] : undefined;
}
