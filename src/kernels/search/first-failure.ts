import type { Format } from '../formats/format.ts';
import type { Kernel } from '../kernel.ts';
import { failure, type KernelError } from '../run/errors.ts';
import { layoutOf } from '../run/layout.ts';
import { wrongOperands } from '../run/operands.ts';
import type { RunOptions } from '../run/options.ts';
import { findSetting } from '../run/setting.ts';
import { wrongTargets } from '../run/targets.ts';
import { expOverflow, expZero } from '../thresholds/closed-form.ts';
import { firstAbove0, searchResolution } from './gallop.ts';
import { idealFailures } from './ideal-failures.ts';
import { trialOf } from './trial.ts';

/** Where the naive twin of a kernel first fails, for logits that are scaled or shifted. */
export interface FirstFailures {
  readonly ok: true;
  /** The least scale s > 0 at which the twin of s · x fails; Infinity if none is. */
  readonly scale: number;
  /** The least shift c ≥ 0 at which the twin of x + c fails; Infinity if none is. */
  readonly shiftUp: number;
  /** The greatest shift c ≤ 0 at which it fails; −Infinity if none is. */
  readonly shiftDown: number;
}

/**
 * Searches for the scale and the shifts at which the naive twin first fails: gives a value that is not finite though
 * every logit is, or probabilities that are all 0. By galloping and bisection over the emulated kernel, to `searchResolution`; it takes for granted that what
 * fails at a scale fails at a greater one.
 * @param logits - finite numbers, at least one
 */
export function firstFailures(
  name: string,
  logits: ArrayLike<number>,
  options: RunOptions = {},
): FirstFailures | KernelError {
  const setting = findSetting(name, options.format);
  if (!setting.ok) return setting;
  const { kernel, format } = setting;
  const layout = layoutOf(logits.length);
  if (!layout.ok) return layout;
  const wrong = wrongTargets(kernel, layout, options.target) ?? wrongOperands(kernel, layout, options);
  if (wrong) return wrong;
  const x = Float64Array.from(logits);
  const unusable = x.findIndex((value) => !Number.isFinite(value));
  if (x.length === 0 || unusable >= 0) {
    const what = x.length === 0 ? 'there are none' : `the one at ${unusable} is ${x[unusable]!}`;
    return failure('logits-not-finite', `A search needs finite logits; ${what}.`);
  }
  return search(kernel, x, format, options);
}

function search(kernel: Kernel, x: Float64Array, format: Format, options: RunOptions): FirstFailures {
  const { at } = trialOf(kernel, 'naive', x, format, options);
  const isBroken = isDistribution(kernel) ? isNoDistribution : isNotFinite;
  const fails = (scale: number, shift: number) => isBroken(at(scale, shift));
  const asItStands = fails(1, 0);
  const failsShifted = (shift: number) => (shift === 0 ? asItStands : fails(1, shift));
  const { least, greatest, ideal } = idealFailures(x, format, options.target);
  // Beyond 4 · max everything has overflowed or vanished long ago, and logits themselves overflow.
  const far = Math.min(1e300, 4 * format.max);
  const resolution = searchResolution(format);
  // What rounding moves a threshold by, a few times over.
  const relative = 4 * format.unitRoundoff + 8 * resolution;
  const [up, down] = [expOverflow(format) * relative, -expZero(format) * relative];
  return {
    ok: true,
    scale: firstAbove0(
      (s) => fails(s, 0),
      ideal.scales.map((guess) => [guess, guess * relative]),
      far / Math.max(1, Math.abs(greatest), Math.abs(least)),
      resolution,
    ),
    shiftUp: firstAbove0(failsShifted, [[ideal.shiftUp, up]], far, resolution),
    shiftDown: -firstAbove0((c) => failsShifted(-c), [[ideal.shiftDown, down]], far, resolution),
  };
}

/** Whether its values are probabilities with a sum of 1. */
function isDistribution({ along, formula, result }: Kernel): boolean {
  return along === 'axis' && result === 'vector' && !formula.naive.startsWith('log');
}

function isNotFinite(values: Float64Array): boolean {
  for (const value of values) if (!Number.isFinite(value)) return true;
  return false;
}

/** An infinite sum that no exp of it is leaves probabilities of 0 and nothing that is not finite. */
function isNoDistribution(values: Float64Array): boolean {
  let greatest = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) return true;
    if (value > greatest) greatest = value;
  }
  return greatest === 0;
}
