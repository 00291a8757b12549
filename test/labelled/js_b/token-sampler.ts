export interface SamplingParams {
  temperature: number;
  topK?: number;
  topP?: number;
  repetitionPenalty?: number;
}

interface Candidate {
  id: number;
  logit: number;
  prob: number;
}

export class TokenSampler {
  constructor(private readonly params: SamplingParams, private readonly rng: () => number = Math.random) {}

  private penalize(logits: Float32Array, history: number[]): void {
    const penalty = this.params.repetitionPenalty ?? 1;
    for (const id of new Set(history)) {
      logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
    }
  }

  sample(logits: Float32Array, history: number[] = []): number {
    this.penalize(logits, history);
    if (this.params.temperature <= 0) {
      return this.argmax(logits);
    }
    const candidates: Candidate[] = [];
    for (let i = 0; i < logits.length; i++) {
      candidates.push({ id: i, logit: logits[i] / this.params.temperature, prob: 0 }); //@ stable zero-temperature
    }
    candidates.sort((a, b) => b.logit - a.logit);
    const kept = this.params.topK ? candidates.slice(0, this.params.topK) : candidates;

    const best = kept[0].logit;
    let z = 0;
    for (const c of kept) {
      c.prob = Math.exp(c.logit - best); //@ stable naive-softmax
      z += c.prob;
    }
    for (const c of kept) c.prob /= z;
    return this.draw(this.nucleus(kept));
  }

  private nucleus(sorted: Candidate[]): Candidate[] {
    const topP = this.params.topP ?? 1;
    let cum = 0;
    const out: Candidate[] = [];
    for (const c of sorted) {
      out.push(c);
      cum += c.prob;
      if (cum >= topP) break;
    }
    return out;
  }

  private draw(cands: Candidate[]): number {
    const total = cands.reduce((s, c) => s + c.prob, 0);
    let r = this.rng() * total;
    for (const c of cands) {
      r -= c.prob;
      if (r < 0) return c.id;
    }
    return cands[cands.length - 1].id;
  }

  private argmax(logits: Float32Array): number {
    let best = 0;
    for (let i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
    return best;
  }

  /** gumbel-max alternative to draw() */
  gumbel(logits: Float32Array): number {
    let best = -Infinity;
    let arg = 0;
    for (let i = 0; i < logits.length; i++) {
      const u = Math.min(Math.max(this.rng(), 1e-10), 1 - 1e-10);
      const g = logits[i] - Math.log(-Math.log(u)); //@ stable other
      if (g > best) {
        best = g;
        arg = i;
      }
    }
    return arg;
  }
}
