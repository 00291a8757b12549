import { addTo, sumError } from './double-double/sum.ts';
import { cutoff, expError, exponentials, scaleExponent } from './double-double/exponentials.ts';
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

/**
 * The sums that all kernels share, each at the level of precision asked for: level 0 is double-double, level 1 integer
 * arithmetic of 140 bits, level 2 of 280, and so on. Computed when first asked for, and kept.
 *
 * `rest` is Σ exp(x − max) without the first greatest logit, so that 1 + rest and log(1 + rest) lose nothing.
 */
export class Totals {
  /** exp(x − max) · 2^900 of every logit, as double-doubles. */
  readonly hi: Float64Array;
  readonly lo: Float64Array;
  /** `rest` · 2^900. */
  readonly restHi: number;
  readonly restLo: number;
  /** Relative: of 1 + rest, and of rest where that is at least e^-1100. */
  readonly error: number;
  readonly #rests: Interval[] = [];
  readonly #logs: Interval[] = [];
  #gaps: Map<bigint, number> | undefined;

  constructor(
    readonly logits: Float64Array,
    readonly facts: Facts,
  ) {
    const n = logits.length;
    this.hi = new Float64Array(n);
    this.lo = new Float64Array(n);
    exponentials(logits, facts.max, this.hi, this.lo);
    const total = new Float64Array(2);
    addTo(total, this.hi, this.lo, 0, facts.argmax);
    addTo(total, this.hi, this.lo, facts.argmax + 1, n);
    this.restHi = total[0]!;
    this.restLo = total[1]!;
    this.error = expError + sumError(n);
  }

  /** max − x in units of 2^-1074, exactly. */
  gap(x: number): bigint {
    return toUnits(this.facts.max) - toUnits(x);
  }

  rest(level: number): Interval {
    return (this.#rests[level] ??= level === 0 ? this.#restOfDoubles() : this.#restOfIntegers(bitsAt(level)));
  }

  /** log(1 + rest). */
  logTotal(level: number): Interval {
    return (this.#logs[level] ??= logOf(this.rest(level)));
  }

  #restOfDoubles(): Interval {
    const n = BigInt(this.logits.length);
    const dropped = Math.floor(-cutoff / Math.LN2); // exponentials held as 0 are below 2^-1586
    if (this.restHi === 0) return { low: 0n, high: n, bits: dropped };
    const bits = firstBits + Math.max(0, scaleExponent - exponentOf(this.restHi));
    const value = rescale(toUnits(this.restHi) + toUnits(this.restLo), unitBits + scaleExponent, bits);
    const margin = ((value * BigInt(Math.ceil(this.error * 2 ** 110))) >> 110n) + 2n;
    const high = value + margin + rescale(n, dropped, bits) + 1n;
    return { low: value > margin ? value - margin : 0n, high, bits };
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

/** Bits of a level of integer arithmetic, counted from 1. */
export function bitsAt(level: number): number {
  return firstBits * 2 ** (level - 1);
}

function logOf({ low, high, bits }: Interval): Interval {
  const log = log1p(low, bits);
  // From low on, the slope of log(1 + r) is at most 1 / (1 + low).
  const one = 1n << BigInt(bits);
  const rise = ((high - low) << BigInt(bits)) / (one + low) + 1n;
  // log(1 + 0) is 0: a low bound that keeps this shows that what is only a little above a midpoint is above it.
  return { low: log > 1n && low > 0n ? log - 1n : 0n, high: log + 1n + rise, bits };
}
