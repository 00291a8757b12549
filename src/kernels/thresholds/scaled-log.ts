/** ln 2 in two parts (fdlibm's): the first has few enough bits that its product with an exponent is exact. */
const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

/** ln(2^exponent · (1 + offset)) with one rounding of note: 1024 · Math.LN2 alone would keep none of the offset's bits. */
export function logOfScaled(exponent: number, offset: number): number {
  return exponent * ln2High + (exponent * ln2Low + Math.log1p(offset));
}
