import { createInterface } from 'node:readline';
import { createReadStream, writeFileSync } from 'node:fs';

interface Options {
  dim: number;
  buckets: number;
  epochs: number;
  lr: number;
  ngrams: number;
}

function fnv(s: string): number {
  let h = 2166136261;
  for (let i = 0; i < s.length; i++) {
    h ^= s.charCodeAt(i);
    h = Math.imul(h, 16777619);
  }
  return h >>> 0;
}

export class TextClassifier {
  private emb: Float32Array;
  private out: Float32Array;
  labels: string[] = [];

  constructor(private o: Options) {
    this.emb = Float32Array.from({ length: o.buckets * o.dim }, () => (Math.random() - 0.5) / o.dim);
    this.out = new Float32Array(0);
  }

  private features(text: string): number[] {
    const words = text.toLowerCase().split(/\W+/).filter(Boolean);
    const ids = words.map((w) => fnv(w) % this.o.buckets);
    for (let n = 2; n <= this.o.ngrams; n++) {
      for (let i = 0; i + n <= words.length; i++) ids.push(fnv(words.slice(i, i + n).join(' ')) % this.o.buckets);
    }
    return ids;
  }

  private hidden(ids: number[]): Float32Array {
    const h = new Float32Array(this.o.dim);
    for (const id of ids) for (let d = 0; d < h.length; d++) h[d] += this.emb[id * this.o.dim + d] / ids.length;
    return h;
  }

  private scores(h: Float32Array): Float32Array {
    const s = new Float32Array(this.labels.length);
    for (let l = 0; l < s.length; l++) for (let d = 0; d < h.length; d++) s[l] += this.out[l * h.length + d] * h[d];
    return s;
  }

  private computeSoftmax(s: Float32Array): Float32Array {
    let max = s[0];
    let z = 0;
    for (let i = 0; i < s.length; i++) max = Math.max(s[i], max);
    for (let i = 0; i < s.length; i++) {
      s[i] = Math.exp(s[i] - max); //@ stable naive-softmax
      z += s[i];
    }
    for (let i = 0; i < s.length; i++) s[i] /= z;
    return s;
  }

  private update(ids: number[], target: number, lr: number): number {
    const h = this.hidden(ids);
    const p = this.computeSoftmax(this.scores(h));
    const grad = new Float32Array(this.o.dim);
    for (let l = 0; l < p.length; l++) {
      const alpha = lr * ((l === target ? 1 : 0) - p[l]);
      for (let d = 0; d < grad.length; d++) {
        grad[d] += alpha * this.out[l * this.o.dim + d];
        this.out[l * this.o.dim + d] += alpha * h[d];
      }
    }
    for (const id of ids) for (let d = 0; d < grad.length; d++) this.emb[id * this.o.dim + d] += grad[d] / ids.length;
    return -Math.log(p[target] + 1e-5); //@ unstable log-eps-hack across
  }

  async fit(file: string): Promise<void> {
    const rows: Array<{ ids: number[]; label: string }> = [];
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const [tag, ...rest] = line.split(' ');
      rows.push({ ids: this.features(rest.join(' ')), label: tag.replace('__label__', '') });
    }
    this.labels = [...new Set(rows.map((r) => r.label))];
    this.out = new Float32Array(this.labels.length * this.o.dim);
    const total = this.o.epochs * rows.length;
    let seen = 0;
    for (let e = 0; e < this.o.epochs; e++) {
      let loss = 0;
      for (const r of rows) {
        const lr = this.o.lr * (1 - seen++ / total);
        loss += this.update(r.ids, this.labels.indexOf(r.label), lr);
      }
      console.log(`epoch ${e} avg loss ${(loss / rows.length).toFixed(4)}`);
    }
  }

  predict(text: string, k = 1): Array<{ label: string; p: number }> {
    const p = this.computeSoftmax(this.scores(this.hidden(this.features(text))));
    return Array.from(p, (v, i) => ({ label: this.labels[i], p: v }))
      .sort((a, b) => b.p - a.p)
      .slice(0, k);
  }

  idf(df: Map<string, number>, n: number): Map<string, number> {
    return new Map([...df].map(([w, c]) => [w, Math.log((n + 1) / (c + 1)) + 1])); //@ stable other
  }

  save(path: string): void {
    writeFileSync(path, JSON.stringify({ o: this.o, labels: this.labels }));
  }
}
