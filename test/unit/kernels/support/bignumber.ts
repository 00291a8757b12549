// An independent computation of the exact functions, with mathjs BigNumber (decimal floating point).
import { all, create, type BigNumber } from 'mathjs';
import type { Format } from '../../../../src/kernels/index.ts';

const view = new DataView(new ArrayBuffer(8));

/** A finite double as an integer times 2^-1074, read from its bits. */
function unitsOf(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = (bits & 0x7ff0000000000000n) >> 52n;
  const significand = (bits & 0x000fffffffffffffn) + (field === 0n ? 0n : 1n << 52n);
  const magnitude = field === 0n ? significand : significand << (field - 1n);
  return bits >> 63n === 1n ? -magnitude : magnitude;
}

export interface Reference {
  readonly softmax: readonly BigNumber[];
  readonly logSoftmax: readonly BigNumber[];
  readonly logSumExp: BigNumber;
  /** Of cross-entropy, for a target. */
  readonly gradient: (target: number) => readonly BigNumber[];
}

export interface Arithmetic {
  readonly of: (logits: ArrayLike<number>) => Reference;
  /** |value − reference| in ulps of the format at the reference; least subnormals below the least normal. */
  readonly ulps: (value: number, reference: BigNumber, format: Format) => number;
  readonly exactly: (x: number) => BigNumber;
  readonly exp: (x: BigNumber) => BigNumber;
}

/** @param digits - significant decimal digits of every operation */
export function bignumberArithmetic(digits: number): Arithmetic {
  const math = create(all!, { number: 'BigNumber', precision: digits });
  const scale = 5n ** 1074n;
  // The constructor keeps every digit it is given: 2^-1074 = 5^1074 · 10^-1074.
  const fromUnits = (units: bigint) => math.bignumber(`${units * scale}e-1074`);
  const exactly = (x: number) => fromUnits(unitsOf(x));
  const one = math.bignumber(1);
  const powers = new Map<number, BigNumber>();
  const powerOfTwo = (exponent: number) => {
    const known = powers.get(exponent) ?? math.bignumber(2).pow(exponent);
    powers.set(exponent, known);
    return known;
  };

  function of(logits: ArrayLike<number>): Reference {
    const units = Array.from(logits, unitsOf);
    const first = units.reduce((a, b) => (b > a ? b : a));
    const argmax = units.indexOf(first);
    const gaps = units.map((unit) => fromUnits(unit - first).toSignificantDigits(digits + 5));
    const exps = gaps.map((gap) => gap.exp());
    const rest = exps.reduce((sum, e, i) => (i === argmax ? sum : sum.add(e)), math.bignumber(0));
    const total = rest.add(one);
    const logTotal = total.ln();
    const softmax = exps.map((e) => e.div(total));
    return {
      softmax,
      logSoftmax: gaps.map((gap) => gap.sub(logTotal)),
      logSumExp: fromUnits(first).add(logTotal),
      gradient: (target) => {
        const others = exps.reduce((sum, e, i) => (i === target ? sum : sum.add(e)), math.bignumber(0));
        return softmax.map((p, i) => (i === target ? others.div(total).neg() : p));
      },
    };
  }

  function ulps(value: number, reference: BigNumber, format: Format): number {
    const magnitude = reference.abs();
    let exponent = format.minExponent;
    if (magnitude.gt(powerOfTwo(exponent))) {
      exponent = Math.floor(magnitude.e * Math.log2(10));
      while (magnitude.lt(powerOfTwo(exponent))) exponent--;
      while (magnitude.gte(powerOfTwo(exponent + 1))) exponent++;
    }
    return exactly(value)
      .sub(reference)
      .abs()
      .div(powerOfTwo(exponent - format.precision + 1))
      .toNumber();
  }

  return { of, ulps, exactly, exp: (x) => x.exp() };
}
