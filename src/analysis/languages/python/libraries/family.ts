import type { FormatName } from '../../../../kernels/index.ts';

/** A function by the module it is in and its name there. */
export interface FunctionPath {
  readonly module: string;
  readonly name: string;
}

/** How a library, and those that copy its interface, computes, and how it is spoken to when code is written. */
export interface Family {
  readonly name: 'numpy' | 'torch' | 'jax' | 'tensorflow' | 'math';
  /** What it computes in when nothing is said. */
  readonly format: FormatName;
  /** Whether the maximum along an axis is a pair of values and indices. */
  readonly pairs: boolean;
  /** Whether functions of arrays are their methods too, so that users may write either. */
  readonly methods: boolean;
  /** What the axis is called in functions of this family. */
  readonly axis: 'axis' | 'dim';
  readonly keepdims: 'keepdims' | 'keepdim';
  /** The maximum along an axis, and of everything; ways to reach it, the first preferred. */
  readonly maximum:
    { readonly alongAxis: readonly FunctionPath[]; readonly ofAll: readonly FunctionPath[] } | undefined;
  readonly softmax: LibrarySoftmax | undefined;
}

export interface LibrarySoftmax {
  readonly ways: readonly FunctionPath[];
  /** Whether it can be taken over all axes at once. */
  readonly ofAll: boolean;
  /** What it is taken over when no axis is given. */
  readonly usual: 'all' | 'last';
  /** Whether it is from another package than the code uses so far, and from which version on. */
  readonly needs: string | undefined;
}
