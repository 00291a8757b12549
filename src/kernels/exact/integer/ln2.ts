const cache = new Map<number, bigint>();

/** ln 2 as a fixed-point number, less than one unit of 2^-bits off. */
export function ln2(bits: number): bigint {
  let value = cache.get(bits);
  if (value === undefined) {
    // ln 2 = 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749), a formula of Machin's kind
    const working = bits + 32;
    const sum = 18n * artanhOfInverse(26n, working) - 2n * artanhOfInverse(4801n, working);
    value = (sum + 8n * artanhOfInverse(8749n, working)) >> 32n;
    cache.set(bits, value);
  }
  return value;
}

/** artanh(1/q) = Σ 1 / ((2k + 1) q^(2k + 1)), less than a unit off for each of its terms: two a step. */
function artanhOfInverse(q: bigint, bits: number): bigint {
  let power = (1n << BigInt(bits)) / q;
  let sum = 0n;
  for (let k = 1n; power > 0n; k += 2n) {
    sum += power / k;
    power /= q * q;
  }
  return sum;
}
