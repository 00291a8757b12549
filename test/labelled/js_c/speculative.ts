export interface LanguageModel {
  /** Next-token logits for every position of the context. */
  logits(context: readonly number[]): Promise<Float32Array[]>;
  readonly vocabSize: number;
}

export interface SpecStats {
  proposed: number;
  accepted: number;
}

interface Hypothesis {
  ids: number[];
  score: number;
  done: boolean;
}

function toProbs(logits: Float32Array, temperature: number): Float64Array {
  if (temperature <= 0) {
    const out = new Float64Array(logits.length);
    out[logits.indexOf(Math.max(...logits))] = 1;
    return out;
  }
  const scaled = Float64Array.from(logits, (l) => l / temperature); //@ stable zero-temperature
  const peak = scaled.reduce((a, b) => Math.max(a, b));
  for (let i = 0; i < scaled.length; i++) scaled[i] = Math.exp(scaled[i] - peak); //@ stable naive-softmax
  const z = scaled.reduce((a, b) => a + b);
  return scaled.map((v) => v / z);
}

function* gumbels(n: number): Generator<number> {
  for (let i = 0; i < n; i++) {
    const u = Math.min(1 - 1e-12, Math.max(1e-12, Math.random()));
    yield -Math.log(-Math.log(u)); //@ stable other
  }
}

export function gumbelArgmax(logits: Float32Array): number {
  let best = 0;
  let bestVal = -Infinity;
  let i = 0;
  for (const g of gumbels(logits.length)) {
    if (logits[i] + g > bestVal) {
      bestVal = logits[i] + g;
      best = i;
    }
    i++;
  }
  return best;
}

const draw = (p: Float64Array): number => {
  let r = Math.random() * p.reduce((a, b) => a + b, 0);
  const i = p.findIndex((v) => (r -= v) <= 0);
  return i < 0 ? p.length - 1 : i;
};

export class SpeculativeDecoder {
  readonly stats: SpecStats = { proposed: 0, accepted: 0 };

  constructor(
    private readonly draft: LanguageModel,
    private readonly target: LanguageModel,
    private readonly gamma = 4,
    private readonly temperature = 1,
  ) {}

  async step(context: number[]): Promise<number[]> {
    const guess: number[] = [];
    const q: Float64Array[] = [];
    for (let i = 0; i < this.gamma; i++) {
      const all = await this.draft.logits([...context, ...guess]);
      const dist = toProbs(all[all.length - 1], this.temperature);
      q.push(dist);
      guess.push(draw(dist));
    }
    const full = await this.target.logits([...context, ...guess]);
    const out: number[] = [];
    for (let i = 0; i < this.gamma; i++) {
      const p = toProbs(full[context.length - 1 + i], this.temperature);
      this.stats.proposed++;
      if (Math.random() < Math.min(1, p[guess[i]] / q[i][guess[i]])) {
        this.stats.accepted++;
        out.push(guess[i]);
        continue;
      }
      out.push(draw(p.map((v, k) => Math.max(0, v - q[i][k]))));
      return out;
    }
    return out;
  }
}

export async function beamSearch(lm: LanguageModel, prompt: number[], eos: number, width = 4, maxLen = 64): Promise<number[]> {
  let beams: Hypothesis[] = [{ ids: prompt, score: 0, done: false }];
  for (let t = 0; t < maxLen && beams.some((b) => !b.done); t++) {
    const pool: Hypothesis[] = [];
    for (const b of beams) {
      if (b.done) {
        pool.push(b);
        continue;
      }
      const all = await lm.logits(b.ids);
      const probs = toProbs(all[all.length - 1], 1);
      probs.forEach((p, id) => {
        pool.push({ ids: [...b.ids, id], score: b.score + Math.log(p), done: id === eos }); //@ unstable log-of-softmax across
      });
    }
    const norm = (h: Hypothesis) => h.score / ((5 + h.ids.length) / 6) ** 0.6;
    beams = pool.sort((a, b) => norm(b) - norm(a)).slice(0, width);
  }
  return beams[0].ids;
}

/** Margin between best and second token, for the cascade router. */
export async function routeToLarge(lm: LanguageModel, context: number[], tau: number): Promise<boolean> {
  const all = await lm.logits(context);
  const weights = Array.from(all[all.length - 1]).map((l) => 2.718281828 ** l); //@ unstable naive-softmax
  const sum = weights.reduce((a, b) => a + b, 0);
  const sorted = weights.map((w) => w / sum).sort((a, b) => b - a);
  return sorted[0] - sorted[1] < tau;
}
