export interface Hypothesis<S> {
  tokens: number[];
  logProb: number;
  state: S;
  done: boolean;
}

export interface StepModel<S> {
  start(): S;
  /** raw scores over the vocabulary and the next state */
  step(token: number, state: S): Promise<{ logits: Float32Array; state: S }>;
  bos: number;
  eos: number;
}

export interface BeamOptions {
  width: number;
  maxLength: number;
  lengthPenalty: number;
  banned?: Set<number>;
}

function logSoftmax(logits: Float32Array): Float32Array {
  let max = logits[0];
  for (let i = 1; i < logits.length; i++) if (logits[i] > max) max = logits[i];
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp(logits[i] - max);
  const lse = max + Math.log(sum); //@ stable naive-logsumexp
  return logits.map((l) => l - lse);
}

function toProbs(logits: Float32Array): Float32Array {
  let max = Number.MIN_VALUE;
  for (const l of logits) max = Math.max(max, l);
  const e = logits.map((l) => Math.exp(l - max)); //@ unstable wrong-shift
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

const lengthNorm = (n: number, alpha: number) => Math.pow((5 + n) / 6, alpha);

export async function beamSearch<S>(model: StepModel<S>, opt: BeamOptions): Promise<Hypothesis<S>[]> {
  let beams: Hypothesis<S>[] = [{ tokens: [model.bos], logProb: 0, state: model.start(), done: false }];
  for (let t = 0; t < opt.maxLength; t++) {
    const pool: Hypothesis<S>[] = [];
    for (const b of beams) {
      if (b.done) {
        pool.push(b);
        continue;
      }
      const { logits, state } = await model.step(b.tokens[b.tokens.length - 1], b.state);
      opt.banned?.forEach((id) => (logits[id] = -Infinity));
      const lp = logSoftmax(logits);
      const order = Array.from(lp.keys()).sort((x, y) => lp[y] - lp[x]).slice(0, opt.width * 2);
      for (const id of order) {
        pool.push({ tokens: [...b.tokens, id], logProb: b.logProb + lp[id], state, done: id === model.eos });
      }
    }
    pool.sort(
      (x, y) =>
        y.logProb / lengthNorm(y.tokens.length, opt.lengthPenalty) -
        x.logProb / lengthNorm(x.tokens.length, opt.lengthPenalty),
    );
    beams = pool.slice(0, opt.width);
    if (beams.every((b) => b.done)) break;
  }
  return beams;
}

/** older decoder, kept for the benchmark */
export async function beamSearchProbs<S>(model: StepModel<S>, width: number, maxLength: number): Promise<number[]> {
  let beams = [{ tokens: [model.bos], score: 0, state: model.start() }];
  for (let t = 0; t < maxLength; t++) {
    const next: typeof beams = [];
    for (const b of beams) {
      const { logits, state } = await model.step(b.tokens[b.tokens.length - 1], b.state);
      const p = toProbs(logits);
      p.forEach((v, id) => {
        next.push({ tokens: [...b.tokens, id], score: b.score + Math.log(v), state }); //@ unstable log-of-softmax across
      });
    }
    beams = next.sort((a, b) => b.score - a.score).slice(0, width);
  }
  return beams[0].tokens;
}

export function sequenceConfidence(h: Hypothesis<unknown>): number {
  return Math.exp(h.logProb / Math.max(1, h.tokens.length - 1)); //@ stable other
}
