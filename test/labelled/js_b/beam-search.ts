export interface Beam {
  tokens: number[];
  score: number;
  finished: boolean;
}

export type StepFn = (tokens: number[]) => Promise<Float32Array>;

export interface BeamConfig {
  width: number;
  maxLength: number;
  eos: number;
  lengthPenalty: number;
  temperature?: number;
}

function softmax(arr: Float32Array): Float32Array {
  const max = Math.max(...arr);
  const exps = arr.map((x) => Math.exp(x - max)); //@ stable naive-softmax
  const s = exps.reduce((a, b) => a + b, 0);
  return exps.map((x) => x / s);
}

function topK(xs: Float32Array, k: number): number[] {
  return Array.from(xs.keys()).sort((a, b) => xs[b] - xs[a]).slice(0, k);
}

export async function beamSearch(step: StepFn, prompt: number[], cfg: BeamConfig): Promise<Beam[]> {
  let beams: Beam[] = [{ tokens: [...prompt], score: 0, finished: false }];
  for (let t = 0; t < cfg.maxLength; t++) {
    const next: Beam[] = [];
    for (const beam of beams) {
      if (beam.finished) {
        next.push(beam);
        continue;
      }
      const logits = await step(beam.tokens);
      const probs = softmax(logits);
      for (const id of topK(probs, cfg.width)) {
        next.push({
          tokens: [...beam.tokens, id],
          score: beam.score + Math.log(probs[id]), //@ unstable nll-of-softmax
          finished: id === cfg.eos,
        });
      }
    }
    const norm = (b: Beam) => b.score / Math.pow(b.tokens.length, cfg.lengthPenalty);
    beams = next.sort((a, b) => norm(b) - norm(a)).slice(0, cfg.width);
    if (beams.every((b) => b.finished)) break;
  }
  return beams;
}

/** total log probability of a fixed continuation */
export async function scoreSequence(step: StepFn, prompt: number[], cont: number[]): Promise<number> {
  let total = 0;
  const ctx = [...prompt];
  for (const tok of cont) {
    const logits = await step(ctx);
    let m = -Infinity;
    for (let i = 0; i < logits.length; i++) m = Math.max(m, logits[i]);
    let z = 0;
    for (let i = 0; i < logits.length; i++) z += Math.exp(logits[i] - m);
    total += logits[tok] - m - Math.log(z); //@ stable naive-logsumexp
    ctx.push(tok);
  }
  return total;
}

export async function perplexity(step: StepFn, prompt: number[], cont: number[]): Promise<number> {
  const lp = await scoreSequence(step, prompt, cont);
  return Math.exp(-lp / cont.length); //@ stable other
}
