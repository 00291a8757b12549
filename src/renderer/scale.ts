// From values to pixels, and the ticks to write beside them.
import { short } from './numbers.ts';
import type { Tally } from './tally.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Scale {
  readonly log: boolean;
  readonly ticks: readonly Tick[];
  /** 0 at the domain's lower end, 1 at its upper; values outside are held at the ends. Bars stand on `position(0)`. */
  readonly position: (value: number) => number;
}

/** Beyond this ratio of the largest to the least positive value a linear scale shows the small ones as nothing. */
const linearRatio = 1000;
const maxTicks = 5;

/** One scale for both twins: logarithmic where all values are positive or zero and some are far smaller than others. */
export function scaleFor(tallies: readonly Tally[], emptyDomain: readonly [number, number]): Scale {
  const least = (pick: (tallied: Tally) => number): number => extreme(Math.min, tallies.map(pick));
  const min = least((tallied) => tallied.min);
  const max = extreme(
    Math.max,
    tallies.map((tallied) => tallied.max),
  );
  const minPositive = least((tallied) => tallied.minPositive);
  if (Number.isNaN(min)) return linearScale(...emptyDomain);
  if (min >= 0 && max / minPositive > linearRatio) return logScale(minPositive, max);
  return linearScale(Math.min(0, min), Math.max(0, max));
}

/** Linear from `low` to `high`, widened to round ticks; a domain of no width is widened to 1. */
export function linearScale(low: number, high: number): Scale {
  const to = low === high ? low + 1 : high;
  // Halves here and below, since the width of a domain such as ±1e308 is not finite.
  const step = niceStep(((to / 2 - low / 2) / (maxTicks - 1)) * 2);
  const first = Math.floor(low / step);
  const last = Math.ceil(to / step);
  const bottom = Math.max(first * step, -Number.MAX_VALUE);
  const top = Math.min(last * step, Number.MAX_VALUE);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tick((first + index) * step));
  const half = top / 2 - bottom / 2;
  return {
    log: false,
    ticks: ticks.filter(({ value }) => Number.isFinite(value)),
    position: (value) => hold((value / 2 - bottom / 2) / half),
  };
}

/** Logarithmic over whole decades; the lower end lies clearly below `low`, so that its bar has a height. */
export function logScale(low: number, high: number): Scale {
  const bottom = Math.floor(Math.log10(low) - 0.1);
  const top = Math.max(bottom + 1, Math.ceil(Math.log10(high)));
  const step = Math.max(1, Math.ceil((top - bottom) / maxTicks));
  // Counted from 1 down, so that a round number of decades lies between the labels and 1 has one.
  const first = Math.ceil(bottom / step) * step;
  const length = Math.floor((top - first) / step) + 1;
  const ticks = Array.from({ length }, (_, index) => {
    const exponent = first + index * step;
    return { value: 10 ** exponent, label: exponent === 0 ? '1' : `1e${exponent}` };
  });
  const position = (value: number): number => hold((Math.log10(value) - bottom) / (top - bottom));
  return { log: true, ticks, position };
}

function niceStep(rough: number): number {
  // Below the least normal number a tenth is no longer a tenth.
  if (rough < 1e-300) return 1e-300;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
}

/** The label without the digits that multiplying by the step has left: 0.30000000000000004 is 0.3. */
function tick(value: number): Tick {
  const clean = Number(value.toPrecision(12));
  return { value: clean, label: short(clean, 12) };
}

function hold(position: number): number {
  return Math.min(1, Math.max(0, position));
}

/** Math.min or Math.max without the NaN that stand for "none". */
function extreme(pick: (...values: number[]) => number, values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? NaN : pick(...known);
}
