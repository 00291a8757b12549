/** Skip-gram with negative sampling, trained on a plain text corpus. */
export interface W2VOptions {
  dim: number;
  window: number;
  negatives: number;
  lr: number;
  subsample: number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function dot(a: Float32Array, b: Float32Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
}

export class Word2Vec {
  private vocab = new Map<string, number>();
  private counts: number[] = [];
  private input: Float32Array[] = [];
  private output: Float32Array[] = [];
  private table: number[] = [];

  constructor(private opts: W2VOptions) {}

  build(tokens: string[]): void {
    for (const t of tokens) {
      if (!this.vocab.has(t)) {
        this.vocab.set(t, this.vocab.size);
        this.counts.push(0);
      }
      this.counts[this.vocab.get(t)!]++;
    }
    for (let i = 0; i < this.vocab.size; i++) {
      this.input.push(Float32Array.from({ length: this.opts.dim }, () => (Math.random() - 0.5) / this.opts.dim));
      this.output.push(new Float32Array(this.opts.dim));
      const n = Math.ceil(Math.pow(this.counts[i], 0.75));
      for (let k = 0; k < n; k++) this.table.push(i);
    }
  }

  idf(word: string, nDocs: number): number {
    return Math.log((1 + nDocs) / (1 + this.counts[this.vocab.get(word)!])) + 1;
  }

  private trainPair(center: number, context: number): number {
    const v = this.input[center];
    const grad = new Float32Array(this.opts.dim);
    let loss = 0;
    for (let k = 0; k <= this.opts.negatives; k++) {
      const label = k === 0 ? 1 : 0;
      const target = k === 0 ? context : this.table[Math.floor(Math.random() * this.table.length)];
      const u = this.output[target];
      const score = dot(v, u);
      const p = sigmoid(score);
      if (label === 1) {
        loss -= Math.log(p); //@ unstable log-of-sigmoid
      } else {
        loss -= Math.log(1 - p); //@ unstable log-of-sigmoid
      }
      const g = this.opts.lr * (label - p);
      for (let i = 0; i < v.length; i++) {
        grad[i] += g * u[i];
        u[i] += g * v[i];
      }
    }
    for (let i = 0; i < v.length; i++) v[i] += grad[i];
    return loss;
  }

  /** p(context | center) over the full vocabulary */
  distribution(center: number): number[] {
    const scores = this.output.map((u) => dot(this.input[center], u));
    const denom = scores.reduce((s, x) => s + Math.exp(x), 0);
    return scores.map((x) => Math.exp(x) / denom); //@ unstable naive-softmax
  }

  train(tokens: string[], epochs = 5): void {
    const ids = tokens.map((t) => this.vocab.get(t)!);
    for (let e = 0; e < epochs; e++) {
      let total = 0;
      for (let i = 0; i < ids.length; i++) {
        for (let j = Math.max(0, i - this.opts.window); j <= Math.min(ids.length - 1, i + this.opts.window); j++) {
          if (j !== i) total += this.trainPair(ids[i], ids[j]);
        }
      }
      console.log(`epoch ${e} loss ${(total / ids.length).toFixed(4)}`);
    }
  }
}
