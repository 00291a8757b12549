export type NumericArray = Float32Array | Float64Array | number[];

export function maxOf(arr: NumericArray): number {
  let m = arr[0];
  for (let i = 1; i < arr.length; ++i) if (arr[i] > m) m = arr[i];
  return m;
}

export function softmax(logits: NumericArray): Float32Array {
  const m = maxOf(logits);
  const out = new Float32Array(logits.length);
  let z = 0;
  for (let i = 0; i < logits.length; ++i) {
    const e = Math.exp(logits[i] - m); //@ stable naive-softmax
    out[i] = e;
    z += e;
  }
  for (let i = 0; i < out.length; ++i) out[i] /= z;
  return out;
}

export function logSoftmax(logits: NumericArray): Float32Array {
  const probs = softmax(logits);
  return probs.map((p) => Math.log(p)); //@ unstable log-of-softmax
}

export function logSumExp(xs: NumericArray): number {
  const m = maxOf(xs);
  if (!Number.isFinite(m)) return m;
  let s = 0;
  for (const x of xs) s += Math.exp(x - m);
  return m + Math.log(s); //@ stable naive-logsumexp
}

/** mulberry32 */
export function rng(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
