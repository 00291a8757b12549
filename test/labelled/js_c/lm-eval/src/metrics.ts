import type { Distribution } from './model';

export interface TokenScore {
  nll: number;
  greedy: boolean;
}

export function scoreTokens(dists: Distribution[], targets: number[]): TokenScore[] {
  return targets.map((id, t) => ({
    nll: -Math.log(dists[t].probs[id]), //@ unstable nll-of-softmax across
    greedy: dists[t].argmax === id,
  }));
}

export function scoreFromLogits(rows: Float32Array[], targets: number[]): TokenScore[] {
  return targets.map((id, t) => {
    const row = rows[t];
    const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const lse = top + Math.log(row.reduce((s, v) => s + Math.exp(v - top), 0)); //@ stable naive-logsumexp
    return { nll: lse - row[id], greedy: row[id] === top };
  });
}

export function meanEntropy(dists: Distribution[]): number {
  const hs = dists.map(({ probs }) => {
    let h = 0;
    for (let i = 0; i < probs.length; i++) h -= probs[i] * Math.log2(probs[i] + Number.EPSILON); //@ unstable log-eps-hack across
    return h;
  });
  return hs.reduce((a, b) => a + b, 0) / hs.length;
}

export function klToReference(p: Distribution, q: Distribution): number {
  let kl = 0;
  for (let i = 0; i < p.probs.length; i++) {
    if (p.probs[i] > 0) kl += p.probs[i] * Math.log(p.probs[i] / q.probs[i]); //@ unstable log-of-softmax across
  }
  return kl;
}

export function perplexity(scores: TokenScore[]): number {
  return Math.exp(scores.reduce((a, s) => a + s.nll, 0) / scores.length); //@ stable other
}

/** bits per byte, independent of the tokenizer */
export function bitsPerByte(scores: TokenScore[], text: string): number {
  const nats = scores.reduce((a, s) => a + s.nll, 0);
  return nats / Math.LN2 / Buffer.byteLength(text);
}

/** choice weights from the summed log-likelihoods of whole answers */
export function choiceWeights(logliks: number[], lengths?: number[]): number[] {
  const s = lengths ? logliks.map((l, i) => l / lengths[i]) : logliks;
  const w = s.map((l) => Math.exp(l)); //@ unstable naive-softmax
  const z = w.reduce((a, b) => a + b, 0);
  return w.map((v) => v / z);
}

export function calibrationError(conf: number[], hit: boolean[], bins = 10): number {
  let ece = 0;
  for (let b = 0; b < bins; b++) {
    const idx = conf.map((_, i) => i).filter((i) => Math.min(bins - 1, Math.floor(conf[i] * bins)) === b);
    if (!idx.length) continue;
    const c = idx.reduce((s, i) => s + conf[i], 0) / idx.length;
    const a = idx.filter((i) => hit[i]).length / idx.length;
    ece += (idx.length / conf.length) * Math.abs(a - c);
  }
  return ece;
}
