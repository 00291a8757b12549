import { buildChain } from './processors';
import type { GenerationConfig } from './config';

function mulberry32(a: number) {
  return () => {
    a |= 0;
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Sampler {
  private readonly chain;
  private readonly rng: () => number;

  constructor(private readonly cfg: GenerationConfig) {
    this.chain = buildChain(cfg);
    this.rng = mulberry32(cfg.seed ?? 42);
  }

  private normalize(logits: Float32Array): Float32Array {
    let max = -Infinity;
    for (const l of logits) if (l > max) max = l;
    const out = new Float32Array(logits.length);
    let sum = 0;
    for (let i = 0; i < logits.length; i++) {
      out[i] = Math.exp(logits[i] - max); //@ stable naive-softmax
      sum += out[i];
    }
    for (let i = 0; i < out.length; i++) out[i] /= sum;
    return out;
  }

  private nucleus(probs: Float32Array): number[] {
    const order = Array.from(probs.keys()).sort((a, b) => probs[b] - probs[a]);
    const keep: number[] = [];
    let cum = 0;
    for (const i of order) {
      keep.push(i);
      cum += probs[i];
      if (cum >= this.cfg.topP) break;
    }
    return keep;
  }

  next(raw: Float32Array, generated: number[]): { token: number; logprob: number } {
    const logits = this.chain.reduce((l, p) => p(l, generated), Float32Array.from(raw));
    const probs = this.normalize(logits);
    const keep = this.nucleus(probs);
    const total = keep.reduce((s, i) => s + probs[i], 0);
    let r = this.rng() * total;
    let token = keep[keep.length - 1];
    for (const i of keep) {
      r -= probs[i];
      if (r <= 0) {
        token = i;
        break;
      }
    }
    return { token, logprob: tokenLogprob(raw, token) };
  }
}

/** log probability under the unmodified distribution */
export function tokenLogprob(raw: Float32Array, token: number): number {
  const m = raw.reduce((a, b) => Math.max(a, b), -Infinity);
  let s = 0;
  for (const l of raw) s += Math.exp(l - m);
  return raw[token] - m - Math.log(s); //@ stable naive-logsumexp
}

export function perplexity(logprobs: number[]): number {
  return Math.exp(-logprobs.reduce((a, b) => a + b, 0) / logprobs.length); //@ stable other
}
