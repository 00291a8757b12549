import { logSoftmax } from './logprobs';

export interface Hyp {
  ids: number[];
  score: number;
  done: boolean;
}

export interface StepModel {
  /** returns a probability for each vocabulary entry */
  probs(ids: number[]): Promise<Float32Array>;
  logits(ids: number[]): Promise<Float32Array>;
}

export class OnnxStepModel implements StepModel {
  constructor(private session: any, private ort: any) {}

  async logits(ids: number[]): Promise<Float32Array> {
    const input = new this.ort.Tensor('int64', BigInt64Array.from(ids.map(BigInt)), [1, ids.length]);
    const { logits } = await this.session.run({ input_ids: input });
    const vocab = logits.dims[2];
    return logits.data.slice((ids.length - 1) * vocab, ids.length * vocab);
  }

  async probs(ids: number[]): Promise<Float32Array> {
    const l = await this.logits(ids);
    const m = l.reduce((a, b) => (a > b ? a : b));
    const e = l.map((x) => Math.exp(x - m)); //@ stable naive-softmax
    const z = e.reduce((a, b) => a + b);
    return e.map((x) => x / z);
  }
}

function topIdx(arr: ArrayLike<number>, k: number): number[] {
  return Array.from({ length: arr.length }, (_, i) => i)
    .sort((a, b) => arr[b] - arr[a])
    .slice(0, k);
}

export async function beamSearch(
  model: OnnxStepModel,
  prompt: number[],
  { width = 4, maxLen = 64, eos = 2, lengthPenalty = 1.0 } = {},
): Promise<Hyp> {
  let beams: Hyp[] = [{ ids: [...prompt], score: 0, done: false }];
  for (let step = 0; step < maxLen; step++) {
    const pool: Hyp[] = [];
    for (const beam of beams) {
      if (beam.done) {
        pool.push(beam);
        continue;
      }
      const p = await model.probs(beam.ids);
      for (const id of topIdx(p, width)) {
        pool.push({
          ids: [...beam.ids, id],
          score: beam.score + Math.log(p[id]), //@ unstable nll-of-softmax across
          done: id === eos,
        });
      }
    }
    pool.sort((a, b) => b.score / b.ids.length ** lengthPenalty - a.score / a.ids.length ** lengthPenalty);
    beams = pool.slice(0, width);
    if (beams.every((b) => b.done)) break;
  }
  return beams[0];
}

export async function scoreContinuation(model: StepModel, prompt: number[], cont: number[]) {
  let total = 0;
  const ids = [...prompt];
  for (const id of cont) {
    const lp = logSoftmax(await model.logits(ids));
    total += lp[id];
    ids.push(id);
  }
  return { total, ppl: Math.exp(-total / cont.length) };
}
