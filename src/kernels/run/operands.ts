import type { Format } from '../formats/format.ts';
import { round, roundArray } from '../formats/round.ts';
import { vectorOperands, type Kernel, type Operands } from '../kernel.ts';
import { failure, type KernelError } from './errors.ts';
import type { Layout } from './layout.ts';
import type { RunOptions } from './options.ts';

const none = new Float64Array(0);

/** What a kernel takes besides the logits, of the values given, if anything is wrong with it. */
export function wrongOperands(kernel: Kernel, layout: Layout, options: RunOptions): KernelError | undefined {
  const count = layout.outer * layout.length * layout.inner;
  for (const name of vectorOperands) {
    if (!kernel.takes.includes(name)) continue;
    const length = options[name]?.length;
    if (length === undefined) return failure('missing-operand', `${kernel.title} needs ${name}: a value per logit.`);
    if (length === count || length === layout.length) continue;
    const along = layout.length === count ? '' : `, or ${layout.length}, one for each on a line along the axis`;
    return failure('operand-length', `${name} has ${length} elements; it must have ${count}, one per logit${along}.`);
  }
  const { temperature = 1 } = options;
  if (kernel.takes.includes('temperature') && !(temperature > 0)) {
    return failure('temperature-not-positive', `The temperature is ${temperature}; it must be greater than 0.`);
  }
  return undefined;
}

/** The operands of one line after another, in the same memory. */
export interface LineOperands {
  readonly operands: Operands;
  /** Brings the operands to the line whose first element has that index. */
  readonly moveTo: (line: number, first: number) => void;
}

export function lineOperands(kernel: Kernel, layout: Layout, format: Format, options: RunOptions): LineOperands {
  const { length, inner } = layout;
  const all = vectorOperands.flatMap((name) => {
    if (!kernel.takes.includes(name)) return [];
    const values = rounded(options, name, format);
    return [{ name, values, line: new Float64Array(length), perLine: values.length === length }];
  });
  const target = options.target ?? 0;
  const operands = {
    target: typeof target === 'number' ? target : 0,
    targets: none,
    other: none,
    mask: none,
    keep: none,
    temperature: round(options.temperature ?? 1, format),
    fullyMasked: options.fullyMasked ?? 'nan',
  };
  for (const { name, line } of all) operands[name] = line;
  const moveTo = (lineIndex: number, first: number): void => {
    if (typeof target !== 'number') operands.target = target[lineIndex]!;
    // By index: an iterator would be allocated by line.
    for (let which = 0; which < all.length; which++) {
      const { values, line, perLine } = all[which]!;
      for (let i = 0; i < length; i++) line[i] = values[perLine ? i : first + i * inner]!;
    }
  };
  return { operands, moveTo };
}

function rounded(options: RunOptions, name: (typeof vectorOperands)[number], format: Format): Float64Array {
  if (name !== 'keep') return roundArray(options[name]!, format);
  const keep = options.keep!;
  const values = new Float64Array(keep.length); // Float64Array.from would make objects of the elements
  for (let i = 0; i < keep.length; i++) values[i] = keep[i] ? 1 : 0;
  return values;
}
