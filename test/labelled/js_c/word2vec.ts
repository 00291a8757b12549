import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

interface VocabEntry {
  word: string;
  count: number;
}

const MAX_EXP = 6;
const EXP_TABLE_SIZE = 1000;
const expTable = new Float32Array(EXP_TABLE_SIZE);
for (let i = 0; i < EXP_TABLE_SIZE; i++) {
  const e = Math.exp(((i / EXP_TABLE_SIZE) * 2 - 1) * MAX_EXP);
  expTable[i] = e / (e + 1); //@ stable naive-sigmoid
}

export function tableSigmoid(f: number): number {
  if (f > MAX_EXP) return 1;
  if (f < -MAX_EXP) return 0;
  return expTable[Math.min(EXP_TABLE_SIZE - 1, Math.floor((f + MAX_EXP) * (EXP_TABLE_SIZE / MAX_EXP / 2)))];
}

export class SkipGram {
  private vocab: VocabEntry[] = [];
  private index = new Map<string, number>();
  private input!: Float32Array;
  private output!: Float32Array;
  private noise: number[] = [];

  constructor(private dim = 64, private window = 5, private negative = 5, private sample = 1e-3) {}

  build(tokens: string[], minCount = 5): void {
    const counts = new Map<string, number>();
    for (const t of tokens) counts.set(t, (counts.get(t) ?? 0) + 1);
    this.vocab = [...counts]
      .filter(([, c]) => c >= minCount)
      .map(([word, count]) => ({ word, count }))
      .sort((a, b) => b.count - a.count);
    this.vocab.forEach((v, i) => this.index.set(v.word, i));
    this.input = Float32Array.from({ length: this.vocab.length * this.dim }, () => (Math.random() - 0.5) / this.dim);
    this.output = new Float32Array(this.vocab.length * this.dim);
    this.vocab.forEach((v, i) => {
      const reps = Math.ceil(v.count ** 0.75);
      for (let r = 0; r < reps; r++) this.noise.push(i);
    });
  }

  private dot(a: number, b: number): number {
    let s = 0;
    for (let k = 0; k < this.dim; k++) s += this.input[a * this.dim + k] * this.output[b * this.dim + k];
    return s;
  }

  private pair(center: number, context: number, lr: number): number {
    let loss = 0;
    for (let n = 0; n <= this.negative; n++) {
      const target = n === 0 ? context : this.noise[Math.floor(Math.random() * this.noise.length)];
      const label = n === 0 ? 1 : 0;
      const f = this.dot(center, target);
      const p = 1 / (1 + Math.exp(-f));
      loss -= label ? Math.log(p) : Math.log(1 - p); //@ unstable log-of-sigmoid
      const g = (label - tableSigmoid(f)) * lr;
      for (let k = 0; k < this.dim; k++) {
        const ik = this.input[center * this.dim + k];
        this.input[center * this.dim + k] += g * this.output[target * this.dim + k];
        this.output[target * this.dim + k] += g * ik;
      }
    }
    return loss;
  }

  /** exact conditional distribution, only for inspection on tiny vocabularies */
  conditional(word: string): Map<string, number> {
    const c = this.index.get(word)!;
    const scores = this.vocab.map((_, i) => this.dot(c, i));
    let z = 0;
    for (const s of scores) z += Math.exp(s);
    return new Map(this.vocab.map((v, i) => [v.word, Math.exp(scores[i]) / z])); //@ unstable naive-softmax
  }

  idf(totalDocs: number, df: number): number {
    return Math.log((1 + totalDocs) / (1 + df)) + 1; //@ stable other
  }

  train(ids: number[], epochs: number, lr0 = 0.025): void {
    for (let e = 0; e < epochs; e++) {
      const lr = lr0 * (1 - e / epochs);
      let loss = 0;
      ids.forEach((c, pos) => {
        const keep = Math.sqrt(this.sample / (this.vocab[c].count / ids.length));
        if (keep < Math.random()) return;
        for (let o = -this.window; o <= this.window; o++) {
          if (o !== 0 && pos + o >= 0 && pos + o < ids.length) loss += this.pair(c, ids[pos + o], lr);
        }
      });
      console.log(`epoch ${e}: ${(loss / ids.length).toFixed(4)}`);
    }
  }
}

export async function readTokens(path: string): Promise<string[]> {
  const tokens: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    tokens.push(...line.toLowerCase().split(/\s+/));
  }
  return tokens;
}
