import type { Format } from '../formats/format.ts';
import type { Output } from './double-double/quotients.ts';
import { ratio, roundByZiv, type Enclosure } from './enclosure.ts';
import { exactSoftmax, probability, put } from './softmax.ts';
import type { Totals } from './totals.ts';

/**
 * The gradient of cross-entropy with respect to the logits, softmax(x) − onehot(target), correctly rounded.
 * At the target it is −(Σ of the others) / Σ, in which nothing cancels. Rational where softmax is.
 */
export function exactGradient(totals: Totals, target: number, format: Format, output: Output): void {
  exactSoftmax(totals, format, output);
  const { logits, facts } = totals;
  const x = logits[target]!;
  const terms = BigInt(facts.terms);
  if (x === -Infinity)
    put(
      output,
      target,
      roundByZiv(() => ratio(-1n, 1n), format),
    );
  else if (facts.tied)
    put(
      output,
      target,
      roundByZiv(() => ratio(1n - terms, terms), format),
    );
  else
    put(
      output,
      target,
      roundByZiv((level) => negativeOfOthers(totals, x, level), format),
    );
}

function negativeOfOthers(totals: Totals, x: number, level: number): Enclosure {
  const { low, high, bits } = totals.rest(level);
  const one = 1n << BigInt(bits);
  if (x === totals.facts.max) {
    // −rest / (1 + rest) falls as rest grows.
    return { low: -high, high: -low, lowDenominator: one + high, highDenominator: one + low, exponent: 0 };
  }
  return shifted(probability(totals, totals.gap(x), level));
}

/** p − 1. */
function shifted(p: Enclosure): Enclosure {
  // Below −1074 the exponent only says how near to −1 it is: one unit of 2^-4096 holds it.
  const exponent = Math.max(p.exponent, -4096);
  const drop = BigInt(exponent - p.exponent);
  const scale = BigInt(-exponent);
  const low = exponent <= 0 ? (p.low >> drop) - (p.lowDenominator << scale) : (p.low << -scale) - p.lowDenominator;
  const high =
    exponent <= 0
      ? (p.high >> drop) + (drop > 0n ? 1n : 0n) - (p.highDenominator << scale)
      : (p.high << -scale) - p.highDenominator;
  return { ...p, low, high, exponent: Math.min(exponent, 0) };
}
