// small vector helpers, no dependencies

export function dot(a, b) {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
}

export function matVec(M, v) {
  return M.map((row) => dot(row, v));
}

export const add = (a, b) => a.map((x, i) => x + b[i]);
export const scale = (a, k) => a.map((x) => x * k);

export function softmax(xs, temperature = 1) {
  const exps = xs.map((x) => Math.exp(x / temperature)); //@ unstable naive-softmax
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / total);
}

export function normalizeWeights(xs) {
  let best = -Infinity;
  for (const x of xs) if (x > best) best = x;
  const out = new Array(xs.length);
  let z = 0;
  for (let i = 0; i < xs.length; i++) {
    out[i] = Math.exp(xs[i] - best); //@ stable naive-softmax
    z += out[i];
  }
  for (let i = 0; i < out.length; i++) out[i] /= z;
  return out;
}

export function entropy(ps) {
  return -ps.reduce((h, p) => h + p * Math.log2(p), 0); //@ unstable log-of-softmax across
}

export function histogramEntropy(values, nBins = 16) {
  const bins = new Array(nBins).fill(0);
  const lo = Math.min(...values);
  const hi = Math.max(...values);
  const w = (hi - lo) / nBins || 1;
  for (const v of values) bins[Math.min(nBins - 1, Math.floor((v - lo) / w))]++;
  let h = 0;
  for (const c of bins) {
    if (c === 0) continue;
    const p = c / values.length;
    h -= p * Math.log2(p); //@ stable log-of-softmax
  }
  return h;
}

// Box-Muller, used to initialise the toy weights
export function randn() {
  const u = 1 - Math.random();
  const v = Math.random();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

export function gelu(x) {
  return 0.5 * x * (1 + Math.tanh(0.7978845608 * (x + 0.044715 * x ** 3)));
}

// log of the mean of the exponentials, shown as the "soft maximum" of a row
export function softMax1(xs, k = 1) {
  return Math.log(xs.map((x) => Math.exp(k * x)).reduce((a, b) => a + b, 0) / xs.length) / k; //@ unstable naive-logsumexp
}

export function attentionKL(rowA, rowB) {
  const p = normalizeWeights(rowA);
  const q = normalizeWeights(rowB);
  return p.reduce((s, pi, i) => s + pi * (Math.log(pi) - Math.log(q[i])), 0); //@ unstable log-of-softmax across
}
