import { mulberry32, resolveConfig, type SamplingConfig } from './config';

export interface Candidate {
  id: number;
  logit: number;
  prob: number;
}

export class Sampler {
  private readonly rng: () => number;

  constructor(private readonly cfg: SamplingConfig) {
    this.rng = cfg.seed !== undefined ? mulberry32(cfg.seed) : Math.random;
  }

  static fromPreset(name: string): Sampler {
    return new Sampler(resolveConfig(name));
  }

  private penalise(logits: Float32Array, history: number[]): void {
    for (const id of new Set(history)) {
      const l = logits[id];
      logits[id] = l > 0 ? l / this.cfg.repetitionPenalty : l * this.cfg.repetitionPenalty;
    }
  }

  private toCandidates(logits: Float32Array): Candidate[] {
    const out: Candidate[] = [];
    const t = this.cfg.temperature;
    for (let id = 0; id < logits.length; id++) {
      out.push({ id, logit: logits[id] / t, prob: 0 }); //@ unstable zero-temperature across
    }
    out.sort((a, b) => b.logit - a.logit);
    return this.cfg.topK > 0 ? out.slice(0, this.cfg.topK) : out;
  }

  private fillProbs(cands: Candidate[]): void {
    const max = cands[0].logit; // sorted, first is the largest
    let sum = 0;
    for (const c of cands) {
      c.prob = Math.exp(c.logit - max); //@ stable naive-softmax
      sum += c.prob;
    }
    for (const c of cands) c.prob /= sum;
  }

  private nucleus(cands: Candidate[]): Candidate[] {
    let acc = 0;
    const kept: Candidate[] = [];
    for (const c of cands) {
      if (kept.length > 0 && c.prob < this.cfg.minP * cands[0].prob) break;
      kept.push(c);
      acc += c.prob;
      if (acc >= this.cfg.topP) break;
    }
    return kept;
  }

  next(logits: Float32Array, history: number[]): Candidate {
    const work = logits.slice();
    this.penalise(work, history);
    const cands = this.toCandidates(work);
    this.fillProbs(cands);
    const kept = this.nucleus(cands);
    const total = kept.reduce((s, c) => s + c.prob, 0);
    let r = this.rng() * total;
    for (const c of kept) {
      r -= c.prob;
      if (r <= 0) return c;
    }
    return kept[kept.length - 1];
  }

  /** Mirostat v2: surprise of the chosen token drives mu. */
  mirostat(logits: Float32Array, state: { mu: number }, tau = 5, eta = 0.1): number {
    const cands = this.toCandidates(logits);
    this.fillProbs(cands);
    const cut = cands.filter((c) => -Math.log2(c.prob) <= state.mu); //@ unstable log-of-softmax across
    const pool = cut.length ? cut : cands.slice(0, 1);
    const pick = pool[Math.floor(this.rng() * pool.length)];
    const surprise = -Math.log2(pick.prob); //@ unstable nll-of-softmax across
    state.mu -= eta * (surprise - tau);
    return pick.id;
  }
}
