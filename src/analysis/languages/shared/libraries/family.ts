import type { FormatName } from '../../../../kernels/index.ts';
import type { Behaviour } from '../../../terms/occurrence.ts';
import type { BinaryName, LibraryName, MapName, ReduceName } from '../../../terms/term.ts';

/** A function by the module it is in and its name there. */
export interface FunctionPath {
  readonly module: string;
  readonly name: string;
}

/** How a library, and those that copy its interface, computes, and how it is spoken to when code is written. */
export interface Family {
  readonly name: string;
  /** What it computes in when nothing is said. */
  readonly format: FormatName;
  readonly behaviour: Behaviour;
  /** Whether the maximum along an axis is a pair of values and indices. */
  readonly pairs: boolean;
  /** Whether its functions are of numbers and lists, which they go through along the first axis. */
  readonly ofLists?: true;
  /** Whether functions of arrays are their methods too, so that users may write either. */
  readonly methods: boolean;
  /** What the axis is called in functions of this family. */
  readonly axis: 'axis' | 'dim';
  readonly keepdims: 'keepdims' | 'keepdim';
  /** The maximum along an axis, and of everything; ways to reach it, the first preferred. */
  readonly maximum:
    { readonly alongAxis: readonly FunctionPath[]; readonly ofAll: readonly FunctionPath[] } | undefined;
  readonly softmax: LibrarySoftmax | undefined;
  readonly functions: Readonly<Partial<Record<Callable, LibraryCall>>>;
  /** Its own way to the log-sum-exp, where the usual function is of another package. */
  readonly ownLogSumExp?: LibraryCall;
}

/** A function that a rewrite may call, by the map, reduction, operation or loss of the term language that it is. */
/** `zeros`: an array of them as large as another one. */
export type Callable =
  MapName | ReduceName | BinaryName | LibraryName | 'where' | 'flatten' | 'running-logsumexp' | 'zeros';

export interface LibraryCall {
  readonly ways: readonly FunctionPath[];
  /** What it is called as a method of an array, if it is one. */
  readonly method?: string;
  /** What it is taken over when no axis is given; it cannot be left out if `required`. */
  readonly usual?: 'all' | 'first' | 'last' | 'required';
  /** Whether it cannot take a plain number beside an array. */
  readonly arraysOnly?: boolean;
  /** From which version on it takes one. */
  readonly numbersNeed?: string;
  /** What is taken for granted where it is given one. */
  readonly numbersAssume?: string;
  /** What code has in it that is of a version in which it took none. */
  readonly olderBy?: RegExp;
  /** What it was called in such a version, if that is what the code is of. */
  readonly older?: { readonly by: RegExp; readonly ways: readonly FunctionPath[] };
  readonly needs?: string;
  /** What a call of it takes for granted. */
  readonly assumes?: string;
  /** What it is not as the others of its kind in, so that code with it is not safe. */
  readonly doubt?: string;
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
