import { dot, shuffle, squash } from './mathx';

export type Interaction = [user: number, item: number];

export class BPR {
  readonly U: Float32Array[];
  readonly V: Float32Array[];
  private seen: Set<number>[];

  constructor(private nUsers: number, private nItems: number, dim = 32, private lr = 0.05, private reg = 0.01) {
    const init = () => Float32Array.from({ length: dim }, () => (Math.random() - 0.5) * 0.1);
    this.U = Array.from({ length: nUsers }, init);
    this.V = Array.from({ length: nItems }, init);
    this.seen = Array.from({ length: nUsers }, () => new Set<number>());
  }

  private negative(u: number): number {
    let j: number;
    do { j = Math.floor(Math.random() * this.nItems); } while (this.seen[u].has(j));
    return j;
  }

  epoch(data: Interaction[]): number {
    data.forEach(([u, i]) => this.seen[u].add(i));
    let loss = 0;
    for (const [u, i] of shuffle(data.slice())) {
      const j = this.negative(u);
      const x = dot(this.U[u], this.V[i]) - dot(this.U[u], this.V[j]);
      const s = squash(x);
      loss -= Math.log(s); //@ unstable log-of-sigmoid across
      const g = 1 - s;
      for (let k = 0; k < this.U[u].length; k++) {
        const uk = this.U[u][k];
        const d = this.V[i][k] - this.V[j][k];
        this.U[u][k] += this.lr * (g * d - this.reg * uk);
        this.V[i][k] += this.lr * (g * uk - this.reg * this.V[i][k]);
        this.V[j][k] += this.lr * (-g * uk - this.reg * this.V[j][k]);
      }
    }
    return loss / data.length;
  }
}

/** logistic matrix factorisation (Johnson 2014), objective only */
export function lmfObjective(m: BPR, data: Interaction[], conf = 40): number {
  let L = 0;
  for (const [u, i] of data) {
    const s = dot(m.U[u], m.V[i]);
    L += conf * s - (1 + conf) * Math.log(1 + Math.exp(s)); //@ unstable naive-softplus
  }
  return L;
}

export function sampledSoftmaxLoss(m: BPR, u: number, pos: number, negs: number[]): number {
  const s = [pos, ...negs].map(i => dot(m.U[u], m.V[i]));
  const top = s.reduce((a, b) => (a > b ? a : b));
  return top - s[0] + Math.log(s.reduce((a, v) => a + Math.exp(v - top), 0)); //@ stable naive-logsumexp
}
