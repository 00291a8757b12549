import { readFileSync } from 'fs';

interface Interaction {
  user: number;
  item: number;
}

interface BprOptions {
  factors?: number;
  lr?: number;
  reg?: number;
  epochs?: number;
  verbose?: boolean;
}

const dotAt = (P: Float32Array, Q: Float32Array, u: number, i: number, k: number): number => {
  let s = 0;
  for (let f = 0; f < k; f++) s += P[u * k + f] * Q[i * k + f];
  return s;
};

function sigma(x: number): number {
  if (x >= 0) {
    return 1 / (1 + Math.exp(-x)); //@ stable naive-sigmoid
  }
  const e = Math.exp(x);
  return e / (1 + e); //@ stable naive-sigmoid
}

export class BPR {
  private P!: Float32Array;
  private Q!: Float32Array;
  private seen: Set<number>[] = [];
  private readonly opt: Required<BprOptions>;

  constructor(private nUsers: number, private nItems: number, opt: BprOptions = {}) {
    this.opt = { factors: 32, lr: 0.05, reg: 0.01, epochs: 20, verbose: false, ...opt };
    const k = this.opt.factors;
    this.P = Float32Array.from({ length: nUsers * k }, () => (Math.random() - 0.5) * 0.1);
    this.Q = Float32Array.from({ length: nItems * k }, () => (Math.random() - 0.5) * 0.1);
  }

  score(u: number, i: number): number {
    return dotAt(this.P, this.Q, u, i, this.opt.factors);
  }

  private negative(u: number): number {
    let j: number;
    do {
      j = Math.floor(Math.random() * this.nItems);
    } while (this.seen[u].has(j));
    return j;
  }

  fit(data: Interaction[]): this {
    const { factors: k, lr, reg, epochs, verbose } = this.opt;
    this.seen = Array.from({ length: this.nUsers }, () => new Set<number>());
    data.forEach(({ user, item }) => this.seen[user].add(item));
    for (let e = 0; e < epochs; e++) {
      let loss = 0;
      let auc = 0;
      for (const { user: u, item: i } of data) {
        const j = this.negative(u);
        const diff = this.score(u, i) - this.score(u, j);
        const g = 1 - sigma(diff);
        loss += -Math.log(sigma(diff)); //@ unstable log-of-sigmoid across
        if (diff > 0) auc++;
        for (let f = 0; f < k; f++) {
          const pu = this.P[u * k + f];
          const qi = this.Q[i * k + f];
          const qj = this.Q[j * k + f];
          this.P[u * k + f] += lr * (g * (qi - qj) - reg * pu);
          this.Q[i * k + f] += lr * (g * pu - reg * qi);
          this.Q[j * k + f] += lr * (-g * pu - reg * qj);
        }
      }
      if (verbose) console.log(`epoch ${e} loss ${(loss / data.length).toFixed(4)} auc ${(auc / data.length).toFixed(3)}`);
    }
    return this;
  }

  recommend(u: number, n = 10): Array<[number, number]> {
    return Array.from({ length: this.nItems }, (_, i) => [i, this.score(u, i)] as [number, number])
      .filter(([i]) => !this.seen[u].has(i))
      .sort((a, b) => b[1] - a[1])
      .slice(0, n);
  }
}

export function ndcg(ranked: number[], relevant: Set<number>, k = 10): number {
  let dcg = 0;
  let ideal = 0;
  ranked.slice(0, k).forEach((item, r) => {
    if (relevant.has(item)) dcg += 1 / Math.log2(r + 2);
  });
  for (let r = 0; r < Math.min(k, relevant.size); r++) ideal += 1 / Math.log2(r + 2);
  return ideal ? dcg / ideal : 0;
}

export function loadTsv(file: string): Interaction[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((l) => l.split('\t').map(Number))
    .map(([user, item]) => ({ user, item }));
}
