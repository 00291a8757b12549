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
  const line = new Float64Array(length);
  const result = new Float64Array(kernel.result === 'scalar' ? 1 : length);
  for (let index = 0; index < outer * inner; index++) {
    const block = Math.floor(index / inner);
    const first = block * length * inner + (index - block * inner);
    for (let i = 0; i < length; i++) line[i] = logits[first + i * inner]!;
    moveTo(index, first);
    twin(line, arithmetic, result, operands, scratch);
    if (kernel.result === 'scalar') values[index] = result[0]!;
    else for (let i = 0; i < length; i++) values[first + i * inner] = result[i]!;
  }
}
