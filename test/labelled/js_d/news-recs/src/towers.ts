export type Vec = Float32Array;

export interface TowerConfig {
  dim: number;
  normalize: boolean;
  temperature: number;
}

export const trainConfig: TowerConfig = { dim: 64, normalize: true, temperature: 0.07 };

export function l2normalize(v: Vec): Vec {
  let n = 0;
  for (const x of v) n += x * x;
  n = Math.sqrt(n) + 1e-12;
  return v.map((x) => x / n);
}

export function dot(a: Vec, b: Vec): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
}

export class Tower {
  private readonly table: Vec[];

  constructor(size: number, private readonly dim: number) {
    this.table = Array.from({ length: size }, () =>
      Float32Array.from({ length: dim }, () => (Math.random() - 0.5) * 0.1),
    );
  }

  /** mean of the id embeddings, no normalisation */
  encode(ids: number[]): Vec {
    const out = new Float32Array(this.dim);
    for (const id of ids) {
      const e = this.table[id];
      for (let d = 0; d < this.dim; d++) out[d] += e[d];
    }
    return out.map((x) => x / Math.max(1, ids.length));
  }

  encodeUnit(ids: number[]): Vec {
    return l2normalize(this.encode(ids));
  }

  update(id: number, grad: Vec, lr: number): void {
    const e = this.table[id];
    for (let d = 0; d < this.dim; d++) e[d] -= lr * grad[d];
  }
}

export function similarityMatrix(users: Vec[], items: Vec[]): number[][] {
  return users.map((u) => items.map((v) => dot(u, v)));
}
