export type TokenLogprob = { token: string; id: number; logprob: number };

export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const n = logits.length;
  let m = -Infinity;
  for (let i = 0; i < n; i++) if (logits[i] > m) m = logits[i];
  let s = 0;
  for (let i = 0; i < n; i++) s += Math.exp(logits[i] - m); //@ stable naive-logsumexp
  const lse = m + Math.log(s); //@ stable naive-logsumexp
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) out[i] = logits[i] - lse;
  return out;
}

export function topLogprobs(logits: Float32Array, vocab: string[], k = 5): TokenLogprob[] {
  const lp = logSoftmax(logits);
  return Array.from(lp, (logprob, id) => ({ id, logprob, token: vocab[id] }))
    .sort((a, b) => b.logprob - a.logprob)
    .slice(0, k);
}

export function perplexity(lps: TokenLogprob[]): number {
  if (lps.length === 0) return NaN;
  const mean = lps.reduce((s, t) => s + t.logprob, 0) / lps.length;
  return Math.exp(-mean); //@ stable other
}

/** Percentages as the OpenAI playground shows them. */
export function toPercent(lps: TokenLogprob[]): string[] {
  return lps.map((t) => `${t.token}: ${(100 * Math.exp(t.logprob)).toFixed(1)}%`); //@ stable naive-softmax
}

export function sequenceScore(steps: Float32Array[], ids: number[], alpha = 0.6): number {
  let score = 0;
  steps.forEach((logits, t) => {
    let z = 0;
    for (const l of logits) z += Math.exp(l); //@ unstable naive-logsumexp
    score += logits[ids[t]] - Math.log(z);
  });
  const lp = Math.pow((5 + ids.length) / 6, alpha);
  return score / lp;
}

// Joint of two alternative tokenizations of the same string.
export function mergeAlternatives(a: number, b: number): number {
  const hi = Math.max(a, b);
  if (hi === -Infinity) return hi;
  return hi + Math.log1p(Math.exp(-Math.abs(a - b))); //@ stable naive-softplus
}

export function choiceProbs(scores: Record<string, number>): Record<string, number> {
  let z = 0;
  const out: Record<string, number> = {};
  for (const [k, v] of Object.entries(scores)) {
    out[k] = Math.exp(v); //@ unstable naive-softmax across
    z += out[k];
  }
  for (const k in out) out[k] /= z;
  return out;
}

/** multiple choice: compare the summed log-probabilities of the answers */
export function rankAnswers(answers: Record<string, TokenLogprob[]>): [string, number][] {
  const scores: Record<string, number> = {};
  for (const [k, toks] of Object.entries(answers)) scores[k] = toks.reduce((s, t) => s + t.logprob, 0);
  return Object.entries(choiceProbs(scores)).sort((a, b) => b[1] - a[1]);
}

export function rewardMargin(chosen: number, rejected: number, beta = 0.1): number {
  const s = 1 / (1 + Math.exp(-beta * (chosen - rejected)));
  return -Math.log(s); //@ unstable log-of-sigmoid
}
