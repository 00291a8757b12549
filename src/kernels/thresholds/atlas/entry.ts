import type { Format } from '../../formats/format.ts';
import { firstOnGrid } from '../../formats/grid.ts';
import { gradient, type GradientOptions } from '../../gradient/run.ts';
import type { Variant } from '../../kernel.ts';
import type { KernelName } from '../../registry.ts';
import { runKernel, type RunOptions } from '../../run.ts';
import { farthest } from '../first-grid-values.ts';

/** One way to fail, as data: where the ideal operation does, and where the emulated one first does on the grid. */
export interface AtlasEntry {
  /** What fails, for a reader: "exp overflows". */
  readonly title: string;
  /** The kernels that it breaks; none for an operation alone. */
  readonly kernels: readonly KernelName[];
  /** What the threshold is a value of: the logits, all alike or a single one, a gap to the greatest logit, or a count. */
  readonly of: 'logits' | 'gap' | 'count';
  /** On which side of the threshold it fails. */
  readonly side: 'above' | 'below';
  /** Whether the number of logits matters. */
  readonly dependsOnCount: boolean;
  /**
   * The real threshold, each operation ideal but for the range of the format.
   * @param n - number of logits, where the entry depends on it
   */
  readonly closedForm: (format: Format, n: number) => number;
  /** The value of the grid next to the threshold at which it fails, by bisection over the emulation; NaN where none does. */
  readonly first: (format: Format, n: number) => number;
}

/** What a twin gives for operands that are in order. @throws RangeError if they are not */
export function valuesOf(
  name: KernelName,
  variant: Variant,
  logits: ArrayLike<number>,
  format: Format,
  options: RunOptions = {},
): Float64Array {
  const result = runKernel(name, variant, logits, { target: 0, ...options, format });
  if (!result.ok) throw new RangeError(result.message);
  return result.values;
}

/** Its gradient. @throws RangeError if the operands are not in order */
export function gradientOf(
  name: KernelName,
  variant: Variant,
  logits: ArrayLike<number>,
  format: Format,
  options: GradientOptions = {},
): Float64Array {
  const result = gradient(name, variant, logits, { target: 0, ...options, format });
  if (!result.ok) throw new RangeError(result.message);
  return result.gradient;
}

/** The first value of the grid, going up or down from 0, at which it fails. */
export function firstFrom0(side: AtlasEntry['side'], format: Format, fails: (x: number) => boolean): number {
  const far = farthest(format);
  return firstOnGrid(fails, 0, side === 'above' ? far : -far, format);
}

/** The first value of the grid going up or down from the far end of the other side: thresholds lie on either side of 0. */
export function firstFromAfar(side: AtlasEntry['side'], format: Format, fails: (x: number) => boolean): number {
  const far = side === 'above' ? farthest(format) : -farthest(format);
  return firstOnGrid(fails, -far, far, format);
}

export const notFinite = (value: number): boolean => !Number.isFinite(value);
