import type { Format } from '../../formats/format.ts';
import type { Output } from '../output.ts';
import { intoRange, ulpExponent } from '../round-exact.ts';
import { scaleExponent } from './exponentials.ts';
import { nearestWithin } from './within.ts';

const splitter = 2 ** 27 + 1;
const scale = 2 ** scaleExponent;
const unscale = 2 ** -scaleExponent;

/** Beyond the errors of its operands, a quotient is off by less than this, relative to itself. */
export const divisionError = 2 ** -100;

/** 1 / (hi + lo) as a double-double, less than 2^-102 off relative to itself. */
export function reciprocal(hi: number, lo: number): readonly [number, number] {
  const first = 1 / hi;
  // 1 − first · (hi + lo), the product by Dekker's splitting
  const product = first * hi;
  const a = splitter * first - (splitter * first - first);
  const b = splitter * hi - (splitter * hi - hi);
  const productLow = a * b - product + a * (hi - b) + (first - a) * b + (first - a) * (hi - b);
  const second = (1 - product - productLow - first * lo) / hi;
  const head = first + second;
  return [head, second - (head - first)];
}

/**
 * Each (hi + lo) · 2^-900 times a factor, rounded to the format.
 * @param error - how far off a product is at most, relative to itself
 * @param undecided - called with the index of each value that the error leaves open
 */
export function quotients(
  hi: Float64Array,
  lo: Float64Array,
  [factor, factorLow]: readonly [number, number],
  error: number,
  format: Format,
  { values, residuals }: Output,
  undecided: (index: number) => void,
): void {
  const grid = { precision: format.precision, minExponent: format.minExponent + scaleExponent };
  const leastNormal = format.precision === 53 ? 2 ** grid.minExponent : Infinity;
  // Of a value of the grid from 0 to 1, most formats' own rules leave nothing to do.
  const withinRange = format.max >= 1 && format.subnormals === 'kept';
  const zeroBelow = 2 ** (grid.minExponent - grid.precision - 1); // a quarter of the least subnormal
  const factorTop = splitter * factor - (splitter * factor - factor);
  const factorEnd = factor - factorTop;
  for (let i = 0; i < hi.length; i++) {
    const a = hi[i]!;
    const product = a * factor;
    const split = splitter * a;
    const top = split - (split - a);
    const end = a - top;
    const productLow = top * factorTop - product + top * factorEnd + end * factorTop + end * factorEnd;
    const low = productLow + (a * factorLow + lo[i]! * factor);
    const head = product + low;
    const rest = low - (head - product);
    const margin = error * head;

    let nearest = head + (rest - margin);
    if (!(nearest === head + (rest + margin) && nearest >= leastNormal)) {
      nearest = head < zeroBelow ? 0 : nearestWithin(head, rest, margin, grid);
      if (nearest !== nearest) {
        undecided(i);
        continue;
      }
    }
    const value = withinRange ? nearest * unscale : intoRange(nearest * unscale, head - nearest + rest, format);
    values[i] = value;
    if (residuals) residuals[i] = (head - value * scale + rest) / 2 ** ulpExponent(value * scale, grid);
  }
}
