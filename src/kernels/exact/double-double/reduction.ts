// x = k ln2/1024 + r: what both exponentials reduce their argument with.
import { toNumber } from '../integer/fixed-point.ts';
import { ln2 } from '../integer/ln2.ts';
import { steps } from './exp-table.ts';

const partBits = 200;
const fraction = ln2(partBits) / BigInt(steps);
const firstPart = (fraction >> 158n) << 158n; // ln2/1024 is in [2^-11, 2^-10): its leading bit is the 190th
const secondPart = ((fraction - firstPart) >> 126n) << 126n;

/** ln2/1024 in three parts, the first two of 32 bits: times a k of 21 bits, no bit is lost. */
export const lnFirst = toNumber(firstPart, partBits);
export const lnSecond = toNumber(secondPart, partBits);
export const lnThird = toNumber(fraction - firstPart - secondPart, partBits);

export const inverse = steps / Math.LN2;

/** Adding and subtracting it rounds to an integer, of magnitude below 2^51. */
export const toInteger = 1.5 * 2 ** 52;
