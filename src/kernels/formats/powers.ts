const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
scratch[0] = 1;
const high = words[1] === 0 ? 0 : 1;

/** The exponent field of x: ⌊log2 |x|⌋ + 1023 of a normal double, 0 of a subnormal one and of 0, 2047 of the rest. */
export function exponentField(x: number): number {
  scratch[0] = x;
  return (words[high]! >>> 20) & 0x7ff;
}

/**
 * 2^(field − 1023) for every exponent field; Infinity for the last. Looked up, since a double that is put together from
 * two words waits for both to have left the processor's store buffer: that costs four times as much as all else in
 * rounding.
 */
export const powersOfTwo = /* @__PURE__ */ makePowers();

function makePowers(): Float64Array {
  const powers = new Float64Array(2048);
  powers[0] = 2 ** -1023;
  for (let field = 1; field < powers.length; field++) powers[field] = 2 * powers[field - 1]!;
  return powers;
}
