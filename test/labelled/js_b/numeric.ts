// Small numeric helpers shared by the demos.

export const sum = (xs: number[]): number => xs.reduce((a, b) => a + b, 0);
export const mean = (xs: number[]): number => (xs.length ? sum(xs) / xs.length : 0);

export function variance(xs: number[]): number {
  const m = mean(xs);
  return mean(xs.map((x) => (x - m) ** 2));
}

export function softmax(xs: number[], temperature = 1): number[] {
  const m = Math.max(...xs);
  const e = xs.map((x) => Math.exp((x - m) / temperature)); //@ stable naive-softmax
  const z = sum(e);
  return e.map((v) => v / z);
}

export function logsumexp(xs: number[]): number {
  const m = Math.max(...xs);
  if (!Number.isFinite(m)) return m;
  return m + Math.log(sum(xs.map((x) => Math.exp(x - m)))); //@ stable naive-logsumexp
}

export function logSoftmax(xs: number[]): number[] {
  const lse = logsumexp(xs);
  return xs.map((x) => x - lse);
}

export function softplus(x: number): number {
  return Math.log(1 + Math.exp(x)); //@ unstable naive-softplus
}

export function softplusSafe(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))); //@ stable naive-softplus
}

export function sigmoid(x: number): number {
  if (x >= 0) {
    return 1 / (1 + Math.exp(-x));
  }
  const e = Math.exp(x);
  return e / (1 + e); //@ stable naive-sigmoid
}

export function logit(p: number): number {
  const c = Math.min(Math.max(p, 1e-12), 1 - 1e-12);
  return Math.log(c / (1 - c));
}

export function logMeanExp(xs: number[]): number {
  return Math.log(mean(xs.map(Math.exp))); //@ unstable naive-logsumexp
}

export function bceWithLogits(logit: number, y: number): number {
  return Math.max(logit, 0) - logit * y + Math.log(1 + Math.exp(-Math.abs(logit))); //@ stable naive-softplus
}

export function nllFromLogits(logits: number[], target: number): number {
  return -Math.log(softmax(logits)[target]); //@ unstable nll-of-softmax
}

export function countEntropy(counts: number[]): number {
  const n = sum(counts);
  return counts
    .filter((c) => c > 0)
    .reduce((h, c) => h - (c / n) * Math.log2(c / n), 0); //@ stable log-eps-hack
}

export function mish(x: number): number {
  return x * Math.tanh(Math.log(1 + Math.exp(x))); //@ unstable naive-softplus
}
