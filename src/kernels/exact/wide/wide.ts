// Binary floating point of as many bits as wanted, whose exponents have no end: e^1000 is a number like any other.
import { bitLength, rescale, toUnits, unitBits } from '../integer/fixed-point.ts';
import { expOfFraction } from '../integer/exp.ts';
import { ln2 } from '../integer/ln2.ts';
import { log1p } from '../integer/log.ts';

/** m · 2^e; or what is no real number, ±Infinity and NaN, as the double that stands for it. */
export type Wide = Finite | number;

interface Finite {
  readonly m: bigint;
  readonly e: number;
}

/** Operations that keep so many bits, each less than four units of the last of them off. */
export interface WideArithmetic {
  /** Exactly. */
  readonly of: (x: number) => Wide;
  /** As a double, less than an ulp off; ±Infinity where it is beyond them. */
  readonly toNumber: (x: Wide) => number;
  readonly sign: (x: Wide) => number;
  /** Of the sign of a − b; NaN if either is NaN. */
  readonly compare: (a: Wide, b: Wide) => number;
  readonly negative: (x: Wide) => Wide;
  readonly add: (a: Wide, b: Wide) => Wide;
  readonly subtract: (a: Wide, b: Wide) => Wide;
  readonly multiply: (a: Wide, b: Wide) => Wide;
  readonly divide: (a: Wide, b: Wide) => Wide;
  readonly sqrt: (x: Wide) => Wide;
  readonly exp: (x: Wide) => Wide;
  /** Absolutely as precise as relatively: near 1 as many bits are lost as x has in common with 1. */
  readonly log: (x: Wide) => Wide;
}

/** exp of more than this is held as infinite, of less than its negative as 0. */
const maxExponent = 2 ** 40;

const known = new Map<number, WideArithmetic>();

/** @param bits - at least 64 */
export function wideArithmetic(bits: number): WideArithmetic {
  let arithmetic = known.get(bits);
  if (!arithmetic) known.set(bits, (arithmetic = make(bits)));
  return arithmetic;
}

function make(bits: number): WideArithmetic {
  const working = bits + 64;
  const zero: Finite = { m: 0n, e: 0 };

  const cut = (m: bigint, e: number): Finite => {
    if (m === 0n) return zero;
    const excess = bitLength(m) - bits;
    return excess > 0 ? { m: m >> BigInt(excess), e: e + excess } : { m, e };
  };
  const of = (x: number): Wide => (Number.isFinite(x) ? cut(toUnits(x), -unitBits) : x);
  const sign = (x: Wide): number => (typeof x === 'number' ? Math.sign(x) : x.m > 0n ? 1 : x.m < 0n ? -1 : 0);
  const negative = (x: Wide): Wide => (typeof x === 'number' ? -x : { m: -x.m, e: x.e });
  /** The power of two of the leading bit. */
  const top = ({ m, e }: Finite): number => e + bitLength(m);
  /** As a double where only infinities and signs matter. */
  const rough = (x: Wide): number => (typeof x === 'number' ? x : sign(x));

  const add = (a: Wide, b: Wide): Wide => {
    if (typeof a === 'number' || typeof b === 'number') return rough(a) + rough(b);
    if (a.m === 0n) return b;
    if (b.m === 0n) return a;
    const gap = top(a) - top(b);
    if (gap > bits + 2) return a;
    if (gap < -bits - 2) return b;
    const e = Math.min(a.e, b.e);
    return cut((a.m << BigInt(a.e - e)) + (b.m << BigInt(b.e - e)), e);
  };
  const subtract = (a: Wide, b: Wide): Wide => add(a, negative(b));
  const multiply = (a: Wide, b: Wide): Wide =>
    typeof a === 'number' || typeof b === 'number' ? rough(a) * rough(b) : cut(a.m * b.m, a.e + b.e);
  const divide = (a: Wide, b: Wide): Wide => {
    if (typeof a === 'number' || typeof b === 'number' || b.m === 0n) return dividedSpecially(a, b);
    const shift = Math.max(0, bits + 2 + bitLength(b.m) - bitLength(a.m));
    return cut((a.m << BigInt(shift)) / b.m, a.e - b.e - shift);
  };
  const dividedSpecially = (a: Wide, b: Wide): Wide => {
    const quotient = rough(a) / rough(b);
    return quotient === 0 ? zero : quotient;
  };
  const sqrt = (x: Wide): Wide => {
    if (typeof x === 'number') return Math.sqrt(x);
    if (x.m < 0n) return NaN;
    const shift = 2 * bits + ((x.e & 1) === 0 ? 0 : 1);
    return cut(integerRoot(x.m << BigInt(shift)), (x.e - shift) / 2);
  };
  const exp = (x: Wide): Wide => {
    if (typeof x === 'number') return x === -Infinity ? zero : x;
    if (x.m === 0n) return of(1);
    if (top(x) > Math.log2(maxExponent)) return x.m > 0n ? Infinity : zero;
    // exp(x) = exp(−f) · 2^−halvings with an f in [0, ln 2); the bits of a whole part of x are there in addition
    const fixed = -rescale(x.m, -x.e, working);
    const log2 = ln2(working + 48) >> 48n;
    const precise = ln2(working + 48);
    const halvings = fixed / log2 - (fixed < 0n ? 1n : 0n);
    const f = fixed - ((halvings * precise) >> 48n);
    return cut(expOfFraction(f < 0n ? 0n : f, working), -working - Number(halvings));
  };
  const log = (x: Wide): Wide => {
    if (typeof x === 'number') return Math.log(x);
    if (x.m <= 0n) return x.m === 0n ? -Infinity : NaN;
    const length = bitLength(x.m) - 1;
    const fraction = rescale(x.m - (1n << BigInt(length)), length, working);
    const halves = BigInt(x.e + length) * ln2(working + 48);
    return cut(log1p(fraction, working) + (halves >> 48n), -working);
  };
  return {
    of,
    toNumber: (x) => (typeof x === 'number' ? x : nearestDouble(x)),
    sign,
    compare: (a, b) => (typeof a === 'number' && a === b ? 0 : sign(subtract(a, b))),
    negative,
    add,
    subtract,
    multiply,
    divide,
    sqrt,
    exp,
    log,
  };
}

function nearestDouble({ m, e }: Finite): number {
  const dropped = Math.max(0, bitLength(m) - 64);
  const exponent = e + dropped;
  // In steps, as the power of two may be no normal double.
  let value = Number(m >> BigInt(dropped));
  for (let left = exponent; left !== 0;) {
    const step = Math.max(-1000, Math.min(1000, left));
    value *= 2 ** step;
    if (value === 0 || !Number.isFinite(value)) break;
    left -= step;
  }
  return value;
}

/** ⌊√n⌋, by Newton's method from above. */
function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((bitLength(n) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
