import { dot, similarityMatrix, type Vec } from './towers';

export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x)); //@ stable naive-sigmoid
  const e = Math.exp(x); //@ stable naive-sigmoid
  return e / (1 + e);
}

/** Bayesian personalised ranking, one triplet. */
export function bprLoss(user: Vec, pos: Vec, neg: Vec): number {
  const margin = dot(user, pos) - dot(user, neg);
  return -Math.log(sigmoid(margin)); //@ unstable log-of-sigmoid across
}

export function bprLossSoftplus(user: Vec, pos: Vec, neg: Vec): number {
  const x = dot(user, neg) - dot(user, pos);
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))); //@ stable naive-softplus
}

/** In-batch softmax over dot products, diagonal is the positive. */
export function inBatchLoss(sim: number[][], temperature: number): number {
  let loss = 0;
  sim.forEach((row, i) => {
    const num = Math.exp(row[i] / temperature);
    const den = row.reduce((s, x) => s + Math.exp(x / temperature), 0); //@ unstable naive-softmax across
    loss -= Math.log(num / den);
  });
  return loss / sim.length;
}

export function retrievalLoss(users: Vec[], items: Vec[], temperature = 0.05): number {
  return inBatchLoss(similarityMatrix(users, items), temperature);
}

/** Same, with the correction for popular items (log q). */
export function sampledSoftmaxLoss(sim: number[][], itemFreq: number[], total: number): number {
  const logq = itemFreq.map((c) => Math.log((c + 1) / (total + itemFreq.length))); //@ stable other
  let loss = 0;
  for (let i = 0; i < sim.length; i++) {
    const corrected = sim[i].map((s, j) => s - logq[j]);
    const m = Math.max(...corrected);
    const lse = m + Math.log(corrected.reduce((a, c) => a + Math.exp(c - m), 0)); //@ stable naive-logsumexp
    loss += lse - corrected[i];
  }
  return loss / sim.length;
}

export interface Click {
  score: number;
  label: 0 | 1;
}

export function clickLoss(batch: Click[]): number {
  const eps = 1e-7;
  let s = 0;
  for (const { score, label } of batch) {
    const p = Math.min(Math.max(sigmoid(score), eps), 1 - eps);
    s -= label * Math.log(p) + (1 - label) * Math.log(1 - p); //@ unstable log-eps-hack across
  }
  return s / batch.length;
}

/** logistic loss of a pair, labels -1 / +1 */
export function logisticLoss(u: Vec, v: Vec, y: 1 | -1): number {
  return Math.log1p(Math.exp(-y * dot(u, v))); //@ unstable naive-softplus
}

export function skipGramLoss(center: Vec, context: Vec, negatives: Vec[]): number {
  let loss = -Math.log(sigmoid(dot(center, context))); //@ unstable log-of-sigmoid across
  for (const n of negatives) loss -= Math.log(1 - sigmoid(dot(center, n))); //@ unstable log-of-sigmoid across
  return loss;
}

export function listNet(scores: number[], gains: number[]): number {
  const top = Math.max(...scores);
  const e = scores.map((s) => Math.exp(s - top)); //@ stable naive-softmax
  const z = e.reduce((a, b) => a + b, 0);
  const g = gains.reduce((a, b) => a + b, 0) || 1;
  return gains.reduce((l, y, i) => l - (y / g) * Math.log(e[i] / z), 0); //@ unstable nll-of-softmax
}
