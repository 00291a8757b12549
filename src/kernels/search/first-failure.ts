import type { Format } from '../formats/format.ts';
import type { Kernel } from '../kernel.ts';
import { failure, type KernelError } from '../run/errors.ts';
import { layoutOf } from '../run/layout.ts';
import { wrongOperands } from '../run/operands.ts';
import type { RunOptions } from '../run/options.ts';
import { findSetting } from '../run/setting.ts';
import { wrongTargets } from '../run/targets.ts';
import { expOverflow, expZero } from '../thresholds/closed-form.ts';
import { trialOf } from './trial.ts';

/** Where the naive twin of a kernel first fails, for logits that are scaled or shifted. */
export interface FirstFailures {
  readonly ok: true;
  /** The least scale s > 0 at which the twin of s · x is not finite; Infinity if none is. */
  readonly scale: number;
  /** The least shift c ≥ 0 at which the twin of x + c is not finite; Infinity if none is. */
  readonly shiftUp: number;
  /** The greatest shift c ≤ 0 at which it is not; −Infinity if none is. */
  readonly shiftDown: number;
}

/** How near to the first failure a search comes, as a part of it. */
export const searchResolution = 2 ** -20;

/**
 * Searches for the scale and the shifts at which the naive twin first gives a value that is not finite, though every
 * logit is. By galloping and bisection over the emulated kernel, to one part in 2^20; it takes for granted that what
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
  const fails = (scale: number, shift: number) => !at(scale, shift).every(Number.isFinite);
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of x) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
  const [over, zero] = [expOverflow(format), expZero(format)];
  // Where exp of the greatest logit overflows or vanishes, or that of the least beside it.
  const scale = Math.min(...[over / greatest, zero / greatest, zero / (least - greatest)].filter((guess) => guess > 0));
  // Beyond 4 · max everything has overflowed or vanished long ago, and logits themselves overflow.
  const far = Math.min(1e300, 4 * format.max);
  return {
    ok: true,
    scale: gallop((s) => fails(s, 0), scale, far / Math.max(1, Math.abs(greatest), Math.abs(least))),
    shiftUp: gallop((c) => fails(1, c), over - greatest, far),
    shiftDown: -gallop((c) => fails(1, -c), greatest - zero, far),
  };
}

/** The first positive number, to the resolution, at which it fails, looked for around a guess; 0 if it fails there. */
function gallop(fails: (x: number) => boolean, guess: number, far: number): number {
  if (fails(0)) return 0;
  let step = 1 + 2 ** -7;
  let [holds, failing] = [0, Math.min(far, Number.isFinite(guess) && guess > 0 ? guess : 1)];
  while (!fails(failing)) {
    if (failing >= far) return Infinity;
    holds = failing;
    failing = Math.min(far, failing * step);
    step *= step;
  }
  step = 1 + 2 ** -7;
  while (holds === 0) {
    const nearer = failing / step;
    if (fails(nearer)) failing = nearer;
    else holds = nearer;
    step *= step;
    if (failing < Number.MIN_VALUE / Number.EPSILON) return failing;
  }
  while (failing - holds > searchResolution * failing) {
    const middle = holds + (failing - holds) / 2;
    if (fails(middle)) failing = middle;
    else holds = middle;
  }
  return failing;
}
