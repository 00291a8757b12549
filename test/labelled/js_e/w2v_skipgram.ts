/* skip-gram with negative sampling, plus the full softmax variant for small vocabularies */
import * as readline from 'readline';
import * as fs from 'fs';

const EXP_TABLE_SIZE = 1000;
const MAX_EXP = 6;

function buildExpTable(): Float32Array {
  const table = new Float32Array(EXP_TABLE_SIZE);
  for (let i = 0; i < EXP_TABLE_SIZE; i++) {
    const e = Math.exp(((i / EXP_TABLE_SIZE) * 2 - 1) * MAX_EXP);
    table[i] = e / (e + 1); //@ stable naive-sigmoid
  }
  return table;
}

export class SkipGram {
  private expTable = buildExpTable();
  readonly syn0: Float32Array;
  readonly syn1: Float32Array;

  constructor(readonly vocab: string[], readonly dim = 100, readonly window = 5, readonly negatives = 5) {
    this.syn0 = Float32Array.from({ length: vocab.length * dim }, () => (Math.random() - 0.5) / dim);
    this.syn1 = new Float32Array(vocab.length * dim);
  }

  private dot(a: number, b: number): number {
    let f = 0;
    for (let d = 0; d < this.dim; d++) f += this.syn0[a * this.dim + d] * this.syn1[b * this.dim + d];
    return f;
  }

  private fastSigmoid(f: number): number {
    if (f > MAX_EXP) return 1;
    if (f < -MAX_EXP) return 0;
    return this.expTable[Math.floor((f + MAX_EXP) * (EXP_TABLE_SIZE / MAX_EXP / 2))];
  }

  trainPair(center: number, context: number, lr: number, sampler: () => number): void {
    const err = new Float32Array(this.dim);
    for (let n = 0; n <= this.negatives; n++) {
      const target = n === 0 ? context : sampler();
      const label = n === 0 ? 1 : 0;
      const g = (label - this.fastSigmoid(this.dot(center, target))) * lr;
      for (let d = 0; d < this.dim; d++) {
        err[d] += g * this.syn1[target * this.dim + d];
        this.syn1[target * this.dim + d] += g * this.syn0[center * this.dim + d];
      }
    }
    for (let d = 0; d < this.dim; d++) this.syn0[center * this.dim + d] += err[d];
  }

  sgnsLoss(center: number, context: number, negs: number[]): number {
    const sig = (x: number) => 1 / (1 + Math.exp(-x));
    let loss = -Math.log(sig(this.dot(center, context))); //@ unstable log-of-sigmoid
    for (const k of negs) loss -= Math.log(1 - sig(this.dot(center, k))); //@ unstable log-of-sigmoid
    return loss;
  }

  fullSoftmaxLoss(center: number, context: number): number {
    const u = this.vocab.map((_, w) => this.dot(center, w));
    const exps = u.map((x) => Math.exp(x));
    const y = exps.map((x) => x / exps.reduce((a, b) => a + b, 0)); //@ unstable naive-softmax
    return -Math.log(y[context]); //@ unstable nll-of-softmax
  }

  similar(word: string, k = 10): Array<[string, number]> {
    const i = this.vocab.indexOf(word);
    if (i < 0) return [];
    const vec = (w: number) => this.syn0.subarray(w * this.dim, (w + 1) * this.dim);
    const cos = (a: Float32Array, b: Float32Array) => {
      let ab = 0, aa = 0, bb = 0;
      for (let d = 0; d < a.length; d++) {
        ab += a[d] * b[d];
        aa += a[d] * a[d];
        bb += b[d] * b[d];
      }
      return ab / Math.sqrt(aa * bb);
    };
    const sims = this.vocab.map((w, j) => [w, cos(vec(i), vec(j))] as [string, number]);
    return sims.sort((a, b) => b[1] - a[1]).slice(1, k + 1);
  }
}

export async function readVocab(file: string, minCount = 5): Promise<string[]> {
  const counts = new Map<string, number>();
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    for (const w of line.split(' ')) counts.set(w, (counts.get(w) ?? 0) + 1);
  }
  return [...counts].filter(([, c]) => c >= minCount).map(([w]) => w);
}

export const discardProb = (count: number, total: number, t = 1e-4) => 1 - Math.sqrt((t * total) / count);
