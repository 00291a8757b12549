import type { Floats } from '../backend/backend.ts';
import type { Workspace } from './workspace.ts';

/** The loops of one precision over a row in memory; assembly/softmax32.ts and softmax64.ts say what each does. */
export interface Precision {
  /** All memory in this precision, which is asked for anew after `reserve`. */
  readonly view: () => Floats;
  readonly max: (start: number, end: number) => number;
  /** Leaves the terms and gives their sum, which the exponent of a number near the maximum is taken out of. */
  readonly expSum: (start: number, end: number, near: number) => number;
  /** The maximum that expSum found. */
  readonly greatestSeen: () => number;
  /** How far the maximum may be above what expSum is given. */
  readonly above: number;
  readonly normalize: (start: number, end: number, total: number) => void;
  /** x − a − b; in float32 rounded once. */
  readonly subtract: (start: number, end: number, a: number, b: number) => void;
  /** The greatest magnitude that expSum takes for near. */
  readonly reach: number;
}

/** Double, which logarithms are taken in. */
export interface DoublePrecision extends Precision {
  /** log Σ exp(x − max x), from what expSum gave for a number near that maximum. */
  readonly logOfTerms: (sum: number, near: number, greatest: number) => number;
}

/** The exponent that terms have too much: see `bias` in assembly/softmax64.ts. */
const bias = 512;

/** ln2 in the two parts that expSum reduces by. */
const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

export function singlePrecision(workspace: Workspace): Precision {
  const { code } = workspace;
  return {
    view: () => workspace.floats,
    max: code.max32,
    expSum: code.expSum32,
    greatestSeen: code.greatestSeen32,
    above: 38,
    normalize: code.normalize32,
    subtract: code.subtract32,
    reach: 300,
  };
}

export function doublePrecision(workspace: Workspace): DoublePrecision {
  const { code } = workspace;
  return {
    view: () => workspace.doubles,
    max: code.max64,
    expSum: code.expSum64,
    greatestSeen: code.greatestSeen64,
    above: 300,
    normalize: code.normalize64,
    subtract: (start, end, a, b) => {
      code.add64(start, end, start, -a);
      if (b !== 0) code.add64(start, end, start, -b);
    },
    reach: 4000,
    logOfTerms: (sum, near, greatest) => {
      // Σ exp(x − max) = sum · 2^(K − bias) · exp(−max), of which K·ln2 − max is exact but for ln2's second part. The
      // maximum's own K: what is left of the sum is then from 1/2 on, and its logarithm has all its digits.
      const k = code.exponent64(greatest);
      return Math.log(sum * 2 ** (code.exponent64(near) - k - bias)) + (k * ln2High - greatest + k * ln2Low);
    },
  };
}
