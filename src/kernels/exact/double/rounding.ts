import { exponentField, powersOfTwo } from '../../formats/powers.ts';

/** Of 2^e: the exponent field of a double. */
export const exponentBias = 1023;

/**
 * The constant c that rounds numbers about x to a grid: x + c − c. All numbers strictly between x − margin and
 * x + margin round to one value if the two bounds do: each is itself rounded once, which the margin has to allow for. What
 * ties do is of no account, as a bound that is a midpoint does not belong to the numbers. One constant serves both
 * bounds, though one may lie in the next binade: it rounds to the power of two between them.
 *
 * As `roundingConstant`, but without a branch: probabilities of a narrow format are normal and subnormal by turns, and a
 * processor that guesses wrong loses some 5 ns. What the grid is comes as two numbers: V8 of Node 20 reads an object's
 * anew in each turn of a loop, 1.5 ns.
 * @param x - not negative
 * @param least - exponent field of the least normal value
 * @param precision - of the grid, at most 24
 * @returns Infinity, and so a comparison with NaN, where 2^(53 − precision) · x overflows
 */
export function constantFor(x: number, least: number, precision: number): number {
  const above = exponentField(x) - least;
  return powersOfTwo[Math.min((above & ~(above >> 31)) + least + 53 - precision, 2047)]!;
}
