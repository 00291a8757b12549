import { readFileSync, writeFileSync } from 'fs';

interface Options {
  dim: number;
  window: number;
  negatives: number;
  lr: number;
  epochs: number;
  subsample: number;
}

const DEFAULTS: Options = { dim: 64, window: 5, negatives: 5, lr: 0.025, epochs: 3, subsample: 1e-3 };
const TABLE_SIZE = 1000;
const MAX_EXP = 6;

// precomputed like in the original C code
const expTable = new Float32Array(TABLE_SIZE);
for (let i = 0; i < TABLE_SIZE; i++) {
  const e = Math.exp(((i / TABLE_SIZE) * 2 - 1) * MAX_EXP);
  expTable[i] = e / (e + 1); //@ stable naive-sigmoid
}

function fastSigmoid(x: number): number {
  if (x >= MAX_EXP) return 1;
  if (x <= -MAX_EXP) return 0;
  return expTable[Math.floor((x + MAX_EXP) * (TABLE_SIZE / MAX_EXP / 2))];
}

export class SkipGram {
  private vocab = new Map<string, number>();
  private counts: number[] = [];
  private words: string[] = [];
  private inVec!: Float32Array[];
  private outVec!: Float32Array[];
  private unigram!: Int32Array;

  constructor(private opt: Options = DEFAULTS) {}

  build(tokens: string[], minCount = 5): void {
    const freq = new Map<string, number>();
    tokens.forEach((t) => freq.set(t, (freq.get(t) ?? 0) + 1));
    [...freq.entries()].filter(([, c]) => c >= minCount).sort((a, b) => b[1] - a[1]).forEach(([w, c], i) => {
      this.vocab.set(w, i);
      this.words.push(w);
      this.counts.push(c);
    });
    this.inVec = this.words.map(() => Float32Array.from({ length: this.opt.dim }, () => (Math.random() - 0.5) / this.opt.dim));
    this.outVec = this.words.map(() => new Float32Array(this.opt.dim));
    const pow = this.counts.map((c) => c ** 0.75);
    const total = pow.reduce((a, b) => a + b, 0);
    const table: number[] = [];
    pow.forEach((p, i) => { for (let k = 0; k < (p / total) * 1e5; k++) table.push(i); });
    this.unigram = Int32Array.from(table);
  }

  private score(i: number, o: number): number {
    const a = this.inVec[i];
    const b = this.outVec[o];
    let s = 0;
    for (let d = 0; d < a.length; d++) s += a[d] * b[d];
    return s;
  }

  private trainPair(i: number, o: number): number {
    let loss = 0;
    const grad = new Float32Array(this.opt.dim);
    for (let n = 0; n <= this.opt.negatives; n++) {
      const target = n === 0 ? o : this.unigram[(Math.random() * this.unigram.length) | 0];
      const label = n === 0 ? 1 : 0;
      const f = fastSigmoid(this.score(i, target));
      loss -= label ? Math.log(f) : Math.log(1 - f); //@ unstable log-of-sigmoid across
      const gr = (label - f) * this.opt.lr;
      for (let d = 0; d < grad.length; d++) {
        grad[d] += gr * this.outVec[target][d];
        this.outVec[target][d] += gr * this.inVec[i][d];
      }
    }
    for (let d = 0; d < grad.length; d++) this.inVec[i][d] += grad[d];
    return loss;
  }

  train(tokens: string[]): void {
    const ids = tokens.map((t) => this.vocab.get(t) ?? -1).filter((i) => i >= 0);
    for (let e = 0; e < this.opt.epochs; e++) {
      let loss = 0;
      let n = 0;
      for (let p = 0; p < ids.length; p++) {
        const w = 1 + Math.floor(Math.random() * this.opt.window);
        for (let c = Math.max(0, p - w); c <= Math.min(ids.length - 1, p + w); c++) {
          if (c === p) continue;
          loss += this.trainPair(ids[p], ids[c]);
          n++;
        }
      }
      console.log(`epoch ${e + 1} loss ${(loss / n).toFixed(4)}`);
    }
  }

  /** full-softmax probability of a context word, slow, for the report only */
  contextProb(word: string, context: string): number {
    const i = this.vocab.get(word)!;
    const o = this.vocab.get(context)!;
    let z = 0;
    for (let k = 0; k < this.words.length; k++) z += Math.exp(this.score(i, k));
    return Math.exp(this.score(i, o)) / z; //@ unstable naive-softmax
  }

  /** pointwise mutual information from raw counts */
  pmi(pair: number, a: string, b: string, total: number): number {
    const ca = this.counts[this.vocab.get(a)!];
    const cb = this.counts[this.vocab.get(b)!];
    return Math.log2((pair * total) / (ca * cb)); //@ stable other
  }

  save(file: string): void {
    writeFileSync(file, JSON.stringify(Object.fromEntries(this.words.map((w, i) => [w, Array.from(this.inVec[i])]))));
  }
}

if (require.main === module) {
  const tokens = readFileSync(process.argv[2], 'utf8').toLowerCase().split(/\W+/);
  const sg = new SkipGram();
  sg.build(tokens);
  sg.train(tokens);
  sg.save('vectors.json');
}
