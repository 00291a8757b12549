// Text and numbers to bytes and back, without TextEncoder (not part of the language) and without a number ever passing
// through a variable, where an engine may replace one NaN by another.
import { floatBytes } from './payload-layout.ts';

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Reverses every group of eight bytes, in place. */
export function swapFloats(bytes: Uint8Array): void {
  for (let start = 0; start < bytes.length; start += floatBytes) bytes.subarray(start, start + floatBytes).reverse();
}

/** Copies `numbers` into `target` at any byte offset; returns the offset after them. */
export function writeFloats(target: Uint8Array, offset: number, numbers: Float64Array): number {
  const end = offset + numbers.byteLength;
  target.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), offset);
  if (!hostIsLittleEndian) swapFloats(target.subarray(offset, end));
  return end;
}

/** The `count` numbers at any byte offset, in memory of their own. */
export function readFloats(source: Uint8Array, offset: number, count: number): Float64Array {
  const numbers = new Float64Array(count);
  const bytes = new Uint8Array(numbers.buffer);
  bytes.set(source.subarray(offset, offset + bytes.length));
  if (!hostIsLittleEndian) swapFloats(bytes);
  return numbers;
}

/** JSON in which every other character than ASCII is written as \uXXXX, so that a code unit is a byte. */
export function toAsciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function writeAscii(target: Uint8Array, offset: number, text: string): void {
  for (let index = 0; index < text.length; index++) target[offset + index] = text.charCodeAt(index);
}

/** The bytes as text, or undefined where one of them is not ASCII. */
export function readAscii(bytes: Uint8Array): string | undefined {
  // In pieces: a call takes a bounded number of arguments.
  const piece = 8192;
  let text = '';
  for (let start = 0; start < bytes.length; start += piece) {
    const part = bytes.subarray(start, start + piece);
    if (part.some((byte) => byte > 0x7f)) return undefined;
    text += String.fromCharCode(...part);
  }
  return text;
}
