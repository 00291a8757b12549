import type { Format } from '../formats/format.ts';
import { rescale } from './integer/fixed-point.ts';
import { ratio, roundByZiv, type Enclosure } from './enclosure.ts';
import { put, type Output } from './output.ts';
import { exactSoftmax, probability } from './softmax.ts';
import type { Totals } from './totals.ts';

/**
 * The gradient of cross-entropy with respect to the logits, softmax(x) − onehot(target), correctly rounded.
 * At the target it is −(Σ of the others) / Σ, in which nothing cancels. Rational where softmax is.
 */
export function exactGradient(totals: Totals, target: number, format: Format, output: Output): void {
  exactSoftmax(totals, format, output);
  put(output, target, roundByZiv(atTarget(totals, target), format, output.residuals !== undefined));
}

function atTarget(totals: Totals, target: number): (level: number) => Enclosure {
  const { logits, facts } = totals;
  const x = logits[target]!;
  const terms = BigInt(facts.terms);
  if (x === -Infinity) return () => ratio(-1n, 1n);
  if (facts.tied) return () => ratio(1n - terms, terms);
  return (level) => negativeOfOthers(totals, x, level);
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

/** p − 1. Bits of p below 2^-4096 only say that it is not 0. */
function shifted({ low, high, lowDenominator, highDenominator, exponent }: Enclosure): Enclosure {
  const bits = Math.min(Math.max(0, -exponent), 4096);
  return {
    low: rescale(low, -exponent, bits) - (lowDenominator << BigInt(bits)),
    high: rescale(high, -exponent, bits) + 1n - (highDenominator << BigInt(bits)),
    lowDenominator,
    highDenominator,
    exponent: -bits,
  };
}
