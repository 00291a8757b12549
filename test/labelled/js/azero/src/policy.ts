import { Sample } from './types';

/** Softmax over the legal moves only. */
export function maskedPolicy(logits: Float32Array, legal: number[], n: number): Float32Array {
  const masked = new Float32Array(n).fill(-Infinity);
  for (const a of legal) masked[a] = logits[a];
  const top = masked.reduce((a, b) => Math.max(a, b), -Infinity);
  const e = masked.map((v) => Math.exp(v - top));
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

export function policyLoss(policy: Float32Array, target: number[]): number {
  let loss = 0;
  for (let a = 0; a < target.length; a++) {
    if (target[a] > 0) loss -= target[a] * Math.log(policy[a]); //@ unstable nll-of-softmax across
  }
  return loss;
}

export function sampleLoss(logits: Float32Array, s: Sample): number {
  const p = maskedPolicy(logits, s.legal, s.target.length);
  return -s.target.reduce((acc, t, a) => acc + t * Math.log(p[a] + 1e-8), 0); //@ unstable log-eps-hack across
}

/** visit counts -> move distribution; computed from logs so that 1/tau does not blow up */
export function visitDistribution(counts: number[], tau: number): number[] {
  if (tau < 1e-3) {
    const best = counts.indexOf(Math.max(...counts));
    return counts.map((_, i) => (i === best ? 1 : 0));
  }
  const lc = counts.map((c) => (c > 0 ? Math.log(c) / tau : -Infinity)); //@ stable other
  const m = Math.max(...lc);
  const e = lc.map((x) => Math.exp(x - m)); //@ stable naive-softmax
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / z);
}

export function entropyOfVisits(counts: number[]): number {
  const n = counts.reduce((a, b) => a + b, 0);
  return counts.filter((c) => c > 0).reduce((h, c) => h - (c / n) * Math.log(c / n), 0); //@ stable log-of-softmax
}
