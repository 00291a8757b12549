import { interval, type Interval } from '../../../terms/bounds/interval.ts';
import type { BinaryName, LossName, MapName, ReduceName, Saying } from '../../../terms/term.ts';
import type { Family } from './family.ts';

/** What a function of a library does, in terms. */
export type Operation =
  | { readonly does: 'map'; readonly name: MapName }
  /** log2, exp2 and their like: the map of the operand times or plus something. */
  | { readonly does: 'power-of'; readonly base: number }
  | { readonly does: 'log-to'; readonly base: number }
  | { readonly does: 'binary'; readonly name: BinaryName }
  /** A quotient, and 0 where it is divided by 0. */
  | { readonly does: 'quotient-or-zero' }
  /** Over all axes unless told, or over the first; `ofNumbers`, NaN is passed over. */
  | { readonly does: 'reduce'; readonly name: ReduceName; readonly usual?: 'first'; readonly ofNumbers?: true }
  /** A sum of what is not NaN. */
  | { readonly does: 'sum-of-numbers' }
  | { readonly does: 'library'; readonly name: 'softmax' | 'log-softmax'; readonly axis: 'all' | 'last' | 'second' }
  /** Something drawn from the softmax of logits, divided by a temperature if one is given; or what draws it. */
  | { readonly does: 'drawn' }
  | LossOperation
  /** max(x) of one argument reduces, max(a, b) compares. */
  | { readonly does: 'reduce-or-binary'; readonly reduce: ReduceName; readonly binary: BinaryName }
  /** Between two values; where one is not given, what is usual, if anything is. */
  | { readonly does: 'clip'; readonly low?: number; readonly high?: number }
  | { readonly does: 'where' }
  | { readonly does: 'fill' }
  /**
   * The same values: a copy, another device, a list. With a flag `requires_grad` it is `trained`. If it `detaches`,
   * gradients do not go through.
   */
  | { readonly does: 'same'; readonly detaches?: true }
  /** The same, with 0 in the place of NaN. */
  | { readonly does: 'same-of-numbers' }
  /** What training changes: it begins with these values and does not keep them. */
  | { readonly does: 'trained' }
  | { readonly does: 'cast'; readonly format?: 'float64' | 'float32' | 'float16' | 'bfloat16' | 'integer' }
  /** Where arguments say, or at an axis of its own. */
  | { readonly does: 'insert-axis'; readonly axis?: number }
  | { readonly does: 'squeeze' }
  | { readonly does: 'reverse' }
  | { readonly does: 'swap' }
  | { readonly does: 'flatten' }
  | { readonly does: 'broadcast' }
  | { readonly does: 'reshape' }
  /**
   * A value for each group of elements, which are told by an index; of those without a name, an argument says what. Along the first
   * axis unless told. One that `counts` says how many there are of each where nothing is given to be added up.
   */
  | {
      readonly does: 'grouped';
      readonly name?: 'sum' | 'mean' | 'max' | 'min';
      readonly axis?: -1;
      readonly counts?: true;
      /** Whether the groups follow one another, and the index has where each begins. */
      readonly slices?: true;
      /** Whether it gives where in its group each value was as well. */
      readonly pairs?: true;
    }
  /** What a pattern of named axes says. */
  | { readonly does: 'by-pattern'; readonly how: 'rearrange' | 'reduce' | 'repeat' }
  /** The same elements in another order: flipped, rolled. */
  | { readonly does: 'rearranged' }
  /** Its elements in order along an axis, or the `largest` of them; of a library that has pairs, or as one, with where they were. */
  | { readonly does: 'sort'; readonly pairs?: boolean; readonly largest?: true }
  /** The same in order: from least to largest, or the other way with `reverse`. */
  | { readonly does: 'ordered' }
  /** The same, the last element first. */
  | { readonly does: 'turned' }
  /** Parts of it along an axis, one after another. */
  | { readonly does: 'pieces' }
  | { readonly does: 'diagonal' }
  /** A matrix, and 0 above or below a diagonal. */
  | { readonly does: 'triangle'; readonly part: 'lower' | 'upper' }
  /** Where along an axis the largest or the least element is. */
  | { readonly does: 'index-of'; readonly name: 'max' | 'min' }
  /** 1 / x and 1 / sqrt(x). */
  | { readonly does: 'reciprocal' | 'reciprocal-root' }
  /** Sums of what there is up to each element, or their logarithms of exponentials; of all elements unless told, or along the first axis. */
  | { readonly does: 'running-sum'; readonly name?: 'logsumexp'; readonly usual?: 'first' }
  | { readonly does: 'gather' | 'mask' | 'one-hot' | 'identity' }
  /** A layer that is called as a function: something not followed, then its activation. */
  | { readonly does: 'activated' }
  | { readonly does: 'constant'; readonly value: number }
  /** Numbers from one to another, in steps: all of them lie between the two, and if it is `closed` both are among them. */
  | { readonly does: 'span'; readonly closed?: true }
  /** The whole numbers below, of Python itself. */
  | { readonly does: 'range' }
  | { readonly does: 'stack'; readonly separately?: true }
  /** An array of one number: the operation's, or that of its argument `value`. */
  | { readonly does: 'full'; readonly value?: number }
  /** eq, greater: a comparison, by the operator that people write for it. */
  | { readonly does: 'compare'; readonly operator: string }
  /** Sums of products: dot, matmul, mm. */
  | { readonly does: 'inner-product'; readonly batched?: true }
  /** The same over axes that are named: einsum. */
  | { readonly does: 'contraction' }
  /** Products of each element of one vector with each of another. */
  | { readonly does: 'outer' }
  /** x times the transpose of a matrix, plus something. */
  | { readonly does: 'linear' }
  /** Divided by its length along an axis, which is the first after the batch or the last unless told. */
  | { readonly does: 'normalised'; readonly axis: 1 | -1 }
  /** Distances between the vectors of one value, or of two. */
  | { readonly does: 'distances' }
  /** Whether all elements are true, or any; not followed, but told in conditions. */
  | { readonly does: 'quantify'; readonly over: 'all' | 'any' }
  /** Raises unless its operand is true. */
  | { readonly does: 'assert' }
  /** Random numbers within a range, in the format that is asked for. */
  | { readonly does: 'random'; readonly range: Interval }
  /** What a graph is given when it runs: each is another one. */
  | { readonly does: 'fed' }
  /** Not followed, but its values are known to lie in `range`. */
  | { readonly does: 'bounded'; readonly range: Interval; readonly says?: Saying };

export interface LossOperation {
  readonly does: 'loss';
  readonly name: LossName;
  /** What it is when its flag `from_logits` is set; undefined of a loss without that flag. */
  readonly ofLogits?: LossName;
  /** Whether that flag is set when it is not given. */
  readonly usuallyLogits?: boolean;
  /** The axis of the classes when none is given; undefined of a loss that has none. */
  readonly axis?: number;
}

/** The same values, behind which gradients stop. */
export const detached: Operation = { does: 'same', detaches: true };

/** A function's operation and its parameters in order, by the names that `Language.parameterNames` gives them. */
export interface LibraryFunction {
  readonly operation: Operation;
  readonly parameters: readonly string[];
}

/** The same, with the library that it is of. */
export interface KnownFunction extends LibraryFunction {
  readonly family: Family | undefined;
}

export type FunctionTable = Readonly<Record<string, LibraryFunction>>;

/** One entry of a table; the parameters are separated by blanks. */
export function is(operation: Operation, parameters = 'operand'): LibraryFunction {
  return { operation, parameters: parameters.split(' ') };
}

/** The same entry under several names. */
export function each(names: string, entry: LibraryFunction): FunctionTable {
  return Object.fromEntries(names.split(' ').map((name) => [name, entry]));
}

/** Entries for functions of one operand that are maps, by "name" or "name=map". */
export function maps(names: string): FunctionTable {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [name, map = name] = pair.split('=');
      return [name!, is({ does: 'map', name: map as MapName })]; // the tables are checked by a test
    }),
  );
}

/** Entries for functions of two operands, by "name=operation". */
export function binaries(names: string, parameters = 'operand other out'): FunctionTable {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [name, operation = name] = pair.split('=');
      return [name!, is({ does: 'binary', name: operation as BinaryName }, parameters)]; // checked by a test
    }),
  );
}

/** Entries for comparisons, by "name=operator". */
export function comparisons(names: string, parameters = 'operand other out'): FunctionTable {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [name, operator] = pair.split(/=(.*)/);
      return [name!, is({ does: 'compare', operator: operator! }, parameters)];
    }),
  );
}

/**
 * Entries for reductions, by "name=reduction", with the parameters of their library.
 * @param usual - the axis when none is given; all of them unless told
 */
export function reductions(names: string, parameters: string, usual?: 'first'): FunctionTable {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [name, reduction = name] = pair.split('=');
      return [name!, is({ does: 'reduce', name: reduction as ReduceName, ...(usual && { usual }) }, parameters)]; // checked by a test
    }),
  );
}

/** Entries for functions of two operands that say where something holds of them. */
export function tests(names: string): FunctionTable {
  return each(names, is({ does: 'bounded', range: interval(0, 1), says: 'test' }, 'operand other'));
}

/** Entries for losses, by "name=loss" or "name=loss|loss of logits", with the parameters of their library. */
export function losses(names: string, parameters: string, axis?: number): FunctionTable {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [name, kinds = ''] = pair.split('=');
      const [loss, ofLogits] = kinds.split('|') as [LossName, LossName?]; // checked by a test
      const operation: LossOperation = {
        does: 'loss',
        name: loss,
        ...(ofLogits && { ofLogits }),
        ...(axis !== undefined && { axis }),
      };
      return [name!, is(operation, parameters)];
    }),
  );
}
