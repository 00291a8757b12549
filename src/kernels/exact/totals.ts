import * as double from './double/index.ts';
import * as doubleDouble from './double-double/index.ts';
import type { Facts } from './facts.ts';
import { beyond, expOfMinus, type Exponential } from './integer/exp.ts';
import { rescale, toUnits, unitBits } from './integer/fixed-point.ts';
import { log1p } from './integer/log.ts';
import { exponentOf } from './round-exact.ts';

/** A number strictly between low and high, or equal to both, in units of 2^-bits. */
export interface Interval {
  readonly low: bigint;
  readonly high: bigint;
  readonly bits: number;
}

/** Bits at the first level of integer arithmetic; each further level doubles them. */
const firstBits = 140;

/** How many halvings smaller than 1 a sum may be and still get its bits in full. */
const deepest = 4096;

/** exp(x − max) of every logit, and the sum of all without the first greatest; each times a power of two. */
interface Terms {
  readonly hi: Float64Array;
  /** `rest`, as the sum of two doubles. */
  readonly restHi: number;
  readonly restLo: number;
  /** Relative: of each exponential, and of the sum if it is large beside those held as 0. */
  readonly error: number;
  /** The power of two. */
  readonly scaleExponent: number;
  /** Exponentials held as 0 are below 2 to minus this power. */
  readonly dropped: number;
}

/**
 * The sums that all kernels share, each at the level of precision asked for: level 0 is double, level 1 double-double,
 * level 2 integer arithmetic of 140 bits, level 3 of 280, and so on. Computed when first asked for, and kept.
 *
 * `rest` is Σ exp(x − max) without the first greatest logit, so that 1 + rest and log(1 + rest) lose nothing.
 */
export class Totals {
  readonly #rests: Interval[] = [];
  readonly #logs: Interval[] = [];
  #doubles: Terms | undefined;
  #doubleDoubles: (Terms & { readonly lo: Float64Array }) | undefined;
  #gaps: Map<bigint, number> | undefined;

  constructor(
    readonly logits: Float64Array,
    readonly facts: Facts,
  ) {}

  /** Level 0. */
  get doubles(): Terms {
    return (this.#doubles ??= this.#inDoubles());
  }

  /** Level 1. */
  get doubleDoubles(): Terms & { readonly lo: Float64Array } {
    return (this.#doubleDoubles ??= this.#inDoubleDoubles());
  }

  /** max − x in units of 2^-1074, exactly. */
  gap(x: number): bigint {
    return toUnits(this.facts.max) - toUnits(x);
  }

  rest(level: number): Interval {
    return (this.#rests[level] ??= this.#restAt(level));
  }

  /** log(1 + rest). */
  logTotal(level: number): Interval {
    return (this.#logs[level] ??= logOf(this.rest(level)));
  }

  #restAt(level: number): Interval {
    if (level > 1) return this.#restOfIntegers(bitsAt(level));
    return restOf(level === 0 ? this.doubles : this.doubleDoubles);
  }

  #inDoubles(): Terms {
    const { logits, facts } = this;
    const hi = new Float64Array(logits.length);
    double.exponentials(logits, facts.max, hi);
    const total = new Float64Array(2);
    double.addTo(total, hi, 0, facts.argmax);
    double.addTo(total, hi, facts.argmax + 1, hi.length);
    const error = double.expError + double.sumError(hi.length);
    const dropped = Math.floor(-double.cutoff / Math.LN2);
    return { hi, restHi: total[0]!, restLo: total[1]!, error, scaleExponent: 0, dropped };
  }

  #inDoubleDoubles(): Terms & { readonly lo: Float64Array } {
    const { logits, facts } = this;
    const hi = new Float64Array(logits.length);
    const lo = new Float64Array(logits.length);
    doubleDouble.exponentials(logits, facts.max, hi, lo);
    const total = new Float64Array(2);
    doubleDouble.addTo(total, hi, lo, 0, facts.argmax);
    doubleDouble.addTo(total, hi, lo, facts.argmax + 1, hi.length);
    const error = doubleDouble.expError + doubleDouble.sumError(hi.length);
    const dropped = Math.floor(-doubleDouble.cutoff / Math.LN2);
    const { scaleExponent } = doubleDouble;
    return { hi, lo, restHi: total[0]!, restLo: total[1]!, error, scaleExponent, dropped };
  }

  #restOfIntegers(precision: number): Interval {
    const terms: (Exponential & { readonly count: bigint })[] = [];
    let nearest = Infinity; // halvings of the greatest term
    let negligible = 0n;
    for (const [gap, count] of this.#countedGaps()) {
      if (gap >= beyond) {
        negligible += BigInt(count);
        continue;
      }
      const exponential = expOfMinus(gap, precision);
      terms.push({ ...exponential, count: BigInt(count) });
      nearest = Math.min(nearest, exponential.halvings);
    }
    const bits = precision + Math.min(nearest, deepest);
    let low = 0n;
    let high = negligible;
    for (const term of terms) {
      // Rounded outwards; where nothing is left of a term, it is between 0 and 1 unit.
      low += term.count * rescale(term.low, precision + term.halvings, bits);
      high += term.count * (rescale(term.high, precision + term.halvings, bits) + 1n);
    }
    return { low, high, bits };
  }

  /** How often each gap occurs, the first greatest logit left out: a narrow format has few. */
  #countedGaps(): Map<bigint, number> {
    if (this.#gaps) return this.#gaps;
    const counts = new Map<number, number>();
    for (const x of this.logits) if (x > -Infinity) counts.set(x, (counts.get(x) ?? 0) + 1);
    counts.set(this.facts.max, counts.get(this.facts.max)! - 1);
    const gaps = new Map<bigint, number>();
    for (const [x, count] of counts) if (count > 0) gaps.set(this.gap(x), count);
    this.#gaps = gaps;
    return gaps;
  }
}

/** An enclosure of the sum that is held in one double or two. */
function restOf({ hi, restHi, restLo, error, scaleExponent, dropped }: Terms): Interval {
  const n = BigInt(hi.length);
  if (restHi === 0) return { low: 0n, high: n, bits: dropped };
  const bits = firstBits + Math.max(0, scaleExponent - exponentOf(restHi));
  const value = rescale(toUnits(restHi) + toUnits(restLo), unitBits + scaleExponent, bits);
  const margin = ((value * BigInt(Math.ceil(error * 2 ** 110))) >> 110n) + 2n;
  const high = value + margin + rescale(n, dropped, bits) + 1n;
  return { low: value > margin ? value - margin : 0n, high, bits };
}

/** Bits of a level of integer arithmetic, counted from 2. */
export function bitsAt(level: number): number {
  return firstBits * 2 ** (level - 2);
}

function logOf({ low, high, bits }: Interval): Interval {
  const log = log1p(low, bits);
  // From low on, the slope of log(1 + r) is at most 1 / (1 + low).
  const one = 1n << BigInt(bits);
  const rise = ((high - low) << BigInt(bits)) / (one + low) + 1n;
  // log(1 + 0) is 0: a low bound that keeps this shows that what is only a little above a midpoint is above it.
  return { low: log > 1n && low > 0n ? log - 1n : 0n, high: log + 1n + rise, bits };
}
