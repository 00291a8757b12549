import type { FormatName } from '../../../../kernels/index.ts';

/** How a library and those that copy its interface are spoken to when code is written. */
export interface Family {
  readonly name: 'numpy' | 'torch' | 'jax' | 'tensorflow' | 'math';
  /** What it computes in when nothing is said. */
  readonly format: FormatName;
  /** Whether the maximum along an axis is a pair of values and indices. */
  readonly pairs: boolean;
  /** The function for a maximum along an axis, and over everything; full dotted names. */
  readonly maximum: { readonly alongAxis: string; readonly ofAll: string } | undefined;
  /** The library's own softmax; `module` is what has to be imported for it if it is not. */
  readonly softmax: { readonly path: string; readonly axis: 'axis' | 'dim'; readonly wholeArray: boolean } | undefined;
}
