/** exp is reduced to a power of 2^(1/steps). */
export const steps = 1024;
const halvings = 10; // of the exponent, from 2 to 2^(1/1024)

let table: Float64Array | undefined;

/** 2^(j/1024) as hi at 2j and lo at 2j + 1; hi + lo is less than 2^-106 off. Made on first use, in about a millisecond. */
export function expTable(): Float64Array {
  table ??= makeTable();
  return table;
}

function makeTable(): Float64Array {
  const values = new Float64Array(2 * steps);
  // Each root and each product is less than a unit of 2^-192 off: 2^-180 in all.
  const bits = 192n;
  let root = 2n << bits;
  for (let i = 0; i < halvings; i++) root = squareRoot(root << bits);
  let power = 1n << bits;
  for (let j = 0; j < steps; j++) {
    const hi = Number(power);
    values[2 * j] = hi * 2 ** -192;
    values[2 * j + 1] = Number(power - BigInt(hi)) * 2 ** -192;
    power = (power * root) >> bits;
  }
  return values;
}

/** ⌊√n⌋, by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
