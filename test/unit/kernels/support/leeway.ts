// What the bits of a framework hang on besides the operations that it names: the order in which its processor adds in
// float32, and how far its float32 functions err.
import { arithmetic, formats, type Arithmetic } from '../../../../src/kernels/index.ts';
import type { Choose } from './outcomes.ts';
import type { OwnValues } from './own-values.ts';

const u = formats.float32.unitRoundoff;

/** An ulp, which SLEEF's functions keep to (https://sleef.org/2-references/libm/) and PyTorch's vectors are made of. */
const functionError = 2 * u;

/**
 * The arithmetic with a framework's own values of the functions.
 * @param onUse - called for each of them that is taken
 */
export function withValues(base: Arithmetic, own: OwnValues, onUse: () => void): Arithmetic {
  const replaced = (name: keyof OwnValues) => (x: number) => {
    const value = own[name].get(x);
    if (value === undefined) return base[name](x);
    onUse();
    return value;
  };
  return { ...base, exp: replaced('exp'), log: replaced('log'), log1p: replaced('log1p') };
}

/**
 * The arithmetic with sums in whichever order: within (n − 1)u Σ|x| of the exact one.
 * Higham 2002, https://doi.org/10.1137/1.9780898718027, §4.2
 */
export function withAnyOrder(base: Arithmetic, choose: Choose, errorOfTerms = 0): Arithmetic {
  const sum = (values: Float64Array) => {
    const own = base.sum(values);
    const magnitude = values.reduce((total, value) => total + Math.abs(value), 0);
    const error = ((values.length - 1) * u + errorOfTerms) * magnitude;
    if (!(error > 0 && error < Infinity)) return own;
    const exact = values.reduce((a, b) => a + b, 0);
    return choose([...new Set([own, base.round(exact - error), base.round(exact + error)])]);
  };
  return { ...base, sum };
}

/** float32 with sums in any order and functions that err by an ulp, every exp of a run in the same direction. */
export function float32WithLeeway(choose: Choose): Arithmetic {
  const factors = [1, 1 - functionError, 1 + functionError];
  const factor = choose(factors);
  return {
    // A term of the sum may err in the other direction than what is divided by the sum.
    ...withAnyOrder(arithmetic(formats.float32), choose, 2 * functionError),
    exp: (x) => Math.fround(Math.exp(x) * factor),
    log: (x) => choose(factors.map((each) => Math.fround(Math.log(x) * each))),
  };
}
