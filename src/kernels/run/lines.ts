import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Kernel, Twin } from '../kernel.ts';
import type { Layout } from './layout.ts';
import type { LineOperands } from './operands.ts';

/**
 * A twin on every line of an array along an axis. A line is copied to and from memory that all lines share, so nothing
 * is allocated by line; a single line is used where it lies.
 * @param values - receives the results, in C order
 */
export function runLines(
  kernel: Kernel,
  twin: Twin,
  layout: Layout,
  { operands, moveTo }: LineOperands,
  arithmetic: Arithmetic,
  logits: Float64Array,
  values: Float64Array,
): void {
  const { outer, length, inner } = layout;
  const scratch = new Float64Array(length);
  if (outer * inner === 1) {
    moveTo(0, 0);
    twin(logits, arithmetic, values, operands, scratch);
    return;
  }
  const isScalar = kernel.result === 'scalar';
  const line = new Float64Array(length);
  const result = new Float64Array(isScalar ? 1 : length);
  forEachLine(layout, (index, first) => {
    readLine(line, logits, first, inner);
    moveTo(index, first);
    twin(line, arithmetic, result, operands, scratch);
    if (isScalar) values[index] = result[0]!;
    else writeLine(result, values, first, inner);
  });
}

/** @param visit - gets each line's index and that of its first element, in C order */
export function forEachLine({ outer, length, inner }: Layout, visit: (index: number, first: number) => void): void {
  for (let block = 0; block < outer; block++) {
    for (let place = 0; place < inner; place++) visit(block * inner + place, block * length * inner + place);
  }
}

/** Copies a line out of an array in which its elements lie `step` apart from the one at `first` on. */
export function readLine(line: Float64Array, array: Float64Array, first: number, step: number): void {
  for (let i = 0; i < line.length; i++) line[i] = array[first + i * step]!;
}

/** Copies a line to where `readLine` would have it from. */
export function writeLine(line: Float64Array, array: Float64Array, first: number, step: number): void {
  for (let i = 0; i < line.length; i++) array[first + i * step] = line[i]!;
}
