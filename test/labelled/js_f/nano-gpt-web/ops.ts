export type F32 = Float32Array;

export function matvec(out: F32, W: F32, x: F32, n: number, d: number): void {
  for (let i = 0; i < d; i++) {
    let s = 0;
    for (let j = 0; j < n; j++) s += W[i * n + j] * x[j];
    out[i] = s;
  }
}

export function layerNorm(out: F32, x: F32, g: F32, b: F32, eps = 1e-5): void {
  const n = x.length;
  let mu = 0;
  for (let i = 0; i < n; i++) mu += x[i];
  mu /= n;
  let v = 0;
  for (let i = 0; i < n; i++) v += (x[i] - mu) ** 2;
  const inv = 1 / Math.sqrt(v / n + eps);
  for (let i = 0; i < n; i++) out[i] = (x[i] - mu) * inv * g[i] + b[i];
}

export function quickGelu(x: F32): void {
  for (let i = 0; i < x.length; i++) x[i] = x[i] / (1 + Math.exp(-1.702 * x[i])); //@ stable naive-sigmoid
}

export function softmaxInPlace(x: F32, off: number, n: number): void {
  let mx = x[off];
  for (let i = 1; i < n; i++) if (x[off + i] > mx) mx = x[off + i];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    x[off + i] = Math.exp(x[off + i] - mx); //@ stable naive-softmax
    sum += x[off + i];
  }
  for (let i = 0; i < n; i++) x[off + i] /= sum;
}

// ALiBi: 2^(-8h/H)
export const alibiSlope = (h: number, H: number): number => Math.exp(-Math.LN2 * ((8 * (h + 1)) / H)); //@ stable other
