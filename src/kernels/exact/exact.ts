import type { Format, FormatName } from '../formats/format.ts';
import { findFormat, formatNames } from '../formats/registry.ts';
import { round, roundArray } from '../formats/round.ts';
import type { KernelError, KernelErrorCode } from '../run.ts';
import { factsOf } from './facts.ts';
import { exactGradient } from './gradient.ts';
import { exactLogSoftmax, logProbability } from './log-softmax.ts';
import { exactLogSumExp } from './log-sum-exp.ts';
import { put, type Output } from './output.ts';
import { exactSoftmax } from './softmax.ts';
import { Totals } from './totals.ts';

interface ExactKernel {
  readonly result: 'vector' | 'scalar';
  readonly needsTarget: boolean;
  readonly compute: (totals: Totals, format: Format, output: Output, target: number) => void;
}

/** Every function with an exact reference. */
const exactKernels = {
  softmax: { result: 'vector', needsTarget: false, compute: exactSoftmax },
  'log-softmax': { result: 'vector', needsTarget: false, compute: exactLogSoftmax },
  'log-sum-exp': {
    result: 'scalar',
    needsTarget: false,
    compute: (totals, format, output) => {
      put(output, 0, exactLogSumExp(totals, format, output.residuals !== undefined));
    },
  },
  'cross-entropy': {
    result: 'scalar',
    needsTarget: true,
    compute: (totals, format, output, target) => {
      const x = totals.logits[target]!;
      const infinite = { value: round(Infinity, format), residual: NaN };
      put(
        output,
        0,
        x === -Infinity ? infinite : logProbability(totals, x, format, -1, output.residuals !== undefined),
      );
    },
  },
  'cross-entropy-gradient': {
    result: 'vector',
    needsTarget: true,
    compute: (totals, format, output, target) => {
      exactGradient(totals, target, format, output);
    },
  },
} as const satisfies Record<string, ExactKernel>;

export type ExactName = keyof typeof exactKernels;

export const exactNames = Object.keys(exactKernels) as readonly ExactName[]; // the object's own keys, as its type says

export interface ExactOptions {
  /** The format of the values; float64 unless told. */
  readonly format?: string;
  /** The format that the logits are rounded to first; that of the values unless told. */
  readonly logitsFormat?: string;
  /** The index of the true class, for the cross-entropies. */
  readonly target?: number;
  /** Ask for `residuals`. */
  readonly residuals?: boolean;
}

export interface ExactValues {
  readonly ok: true;
  readonly format: FormatName;
  /** The logits as rounded to their format: what the values are exact for. */
  readonly logits: Float64Array;
  /** The values of the format nearest to the exact numbers: one per logit, or a single one. */
  readonly values: Float64Array;
  /**
   * The exact numbers minus the values, in ulps of the format at the values, less than 2^-29 ulp off; NaN where a value
   * is not finite. So the exact number is known well beyond any format: see `ulpError`.
   */
  readonly residuals: Float64Array | undefined;
}

/**
 * A function of logits rounded once: to nearest even, from the real number, so 0.5 ulp off at most; gradual underflow
 * and overflow by the format's own rules. Never throws, never writes to `logits`.
 *
 * Double arithmetic for formats of up to 24 bits (11 with residuals), double-double for float64 and wherever double leaves
 * two values possible, then integer arithmetic of as many bits as it takes (Ziv 1991,
 * https://doi.org/10.1145/114697.116813); numbers that are rational are found beforehand.
 *
 * Arrays of doubles are allocated, and nothing else by element, as long as double-double decides. Integers of as many
 * bits as needed are objects: one that is left open is settled with some dozens, once for all equal logits, and the
 * first of them may take exponentials of all different logits.
 *
 * Edges: no logits give no probabilities, a log-sum-exp of −Infinity, and for a cross-entropy an error. −Infinity has a
 * probability of 0. With a NaN everything is NaN; with a +Infinity the log-sum-exp is +Infinity and the rest undefined:
 * NaN; with nothing but −Infinity the log-sum-exp is −Infinity and the rest NaN. A result that underflows keeps its sign.
 * @param name - one of `exactNames`
 */
export function exact(name: string, logits: ArrayLike<number>, options: ExactOptions = {}): ExactValues | KernelError {
  if (!Object.hasOwn(exactKernels, name)) {
    return failure('unknown-kernel', `There is no exact reference of "${name}"; there is ${exactNames.join(', ')}.`);
  }
  const kernel: ExactKernel = exactKernels[name as ExactName]; // its own key, as just checked
  const formatName = options.format ?? 'float64';
  const format = findFormat(formatName);
  if (!format) return unknownFormat(formatName);
  const logitsFormat = findFormat(options.logitsFormat ?? formatName);
  if (!logitsFormat) return unknownFormat(String(options.logitsFormat));
  const wrong = kernel.needsTarget ? wrongTarget(name, logits.length, options.target) : undefined;
  return wrong ?? compute(kernel, roundArray(logits, logitsFormat), format, options);
}

function compute(kernel: ExactKernel, logits: Float64Array, format: Format, options: ExactOptions): ExactValues {
  const length = kernel.result === 'scalar' ? 1 : logits.length;
  const values = new Float64Array(length);
  const residuals = options.residuals === true ? new Float64Array(length) : undefined;
  const facts = factsOf(logits);
  const defined = !facts.hasNaN && Number.isFinite(facts.max);
  if (defined) {
    kernel.compute(new Totals(logits, facts), format, { values, residuals }, options.target ?? 0);
  } else {
    // Of infinite logits only a log-sum-exp is defined: the maximum itself.
    values.fill(round(kernel === exactKernels['log-sum-exp'] && !facts.hasNaN ? facts.max : NaN, format));
    residuals?.fill(NaN);
  }
  return { ok: true, format: format.name, logits, values, residuals };
}

function wrongTarget(name: string, n: number, target: number | undefined): KernelError | undefined {
  if (target === undefined) {
    return failure('missing-target', `${name} needs a target: the index of the true class among the logits.`);
  }
  if (!Number.isInteger(target)) {
    return failure('target-not-integer', `The target is ${target}; it must be an integer, counted from 0.`);
  }
  if (target >= 0 && target < n) return undefined;
  const range = n === 0 ? 'there are no logits' : `it must be from 0 to ${n - 1}, for ${n} logits`;
  return failure('target-out-of-range', `The target is ${target}; ${range}.`);
}

function unknownFormat(name: string): KernelError {
  return failure('unknown-format', `There is no format "${name}"; there is ${formatNames.join(', ')}.`);
}

function failure(code: KernelErrorCode, message: string): KernelError {
  return { ok: false, code, message };
}
