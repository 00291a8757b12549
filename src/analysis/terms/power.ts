import { signOf } from './bounds/scale.ts';
import type { Term } from './term.ts';

/**
 * Whether exp of a term is a power of something, p ** (1 / T) written as exp(log(p) / T), by a temperature or another number that
 * counts as positive: it overflows only where that is as large as the power itself would be, as no probability and hardly a count is.
 */
export function isPowerOf(exponent: Term): boolean {
  if (exponent.kind === 'cast') return isPowerOf(exponent.operand);
  if (exponent.kind === 'map') return exponent.name === 'log';
  if (exponent.kind !== 'binary') return false;
  const { name, left, right } = exponent;
  if (name === 'divide') return signOf(right) > 0 && isPowerOf(left);
  return name === 'multiply' && ((signOf(right) > 0 && isPowerOf(left)) || (signOf(left) > 0 && isPowerOf(right)));
}

/** exp(log(p) / T) with a T that is not written there: the probabilities p at another temperature. */
export function isReweighted(exponent: Term): boolean {
  if (exponent.kind === 'cast') return isReweighted(exponent.operand);
  return (
    exponent.kind === 'binary' &&
    exponent.name === 'divide' &&
    exponent.right.kind !== 'constant' &&
    isPowerOf(exponent)
  );
}
