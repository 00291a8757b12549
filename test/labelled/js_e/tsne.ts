export interface TsneOptions {
  perplexity?: number;
  epsilon?: number;
  dim?: number;
}

function sqDist(a: number[], b: number[]): number {
  let d = 0;
  for (let i = 0; i < a.length; i++) d += (a[i] - b[i]) * (a[i] - b[i]);
  return d;
}

export class TSNE {
  private readonly perplexity: number;
  private readonly epsilon: number;
  private readonly dim: number;
  private P!: Float64Array;
  private Y!: number[][];
  private gains!: number[][];
  private step_!: number[][];
  private iter = 0;
  private N = 0;

  constructor(opt: TsneOptions = {}) {
    this.perplexity = opt.perplexity ?? 30;
    this.epsilon = opt.epsilon ?? 10;
    this.dim = opt.dim ?? 2;
  }

  init(X: number[][]): void {
    this.N = X.length;
    const D = X.map((a) => X.map((b) => sqDist(a, b)));
    this.P = this.d2p(D, this.perplexity, 1e-4);
    const rnd = (s: number) => X.map(() => Array.from({ length: this.dim }, () => (Math.random() - 0.5) * s));
    this.Y = rnd(1e-2);
    this.gains = X.map(() => new Array(this.dim).fill(1));
    this.step_ = X.map(() => new Array(this.dim).fill(0));
  }

  private d2p(D: number[][], perplexity: number, tol: number): Float64Array {
    const N = D.length;
    const target = Math.log(perplexity); //@ stable other
    const P = new Float64Array(N * N);
    for (let i = 0; i < N; i++) {
      let lo = -Infinity;
      let hi = Infinity;
      let beta = 1;
      const row = new Float64Array(N);
      for (let tries = 0; tries < 50; tries++) {
        let sum = 0;
        for (let j = 0; j < N; j++) {
          const pj = i === j ? 0 : Math.exp(-D[i][j] * beta);
          row[j] = pj;
          sum += pj;
        }
        let H = 0;
        for (let j = 0; j < N; j++) {
          const pj = sum === 0 ? 0 : row[j] / sum;
          row[j] = pj;
          if (pj > 1e-7) H -= pj * Math.log(pj); //@ stable log-of-softmax
        }
        if (H > target) {
          lo = beta;
          beta = hi === Infinity ? beta * 2 : (beta + hi) / 2;
        } else {
          hi = beta;
          beta = lo === -Infinity ? beta / 2 : (beta + lo) / 2;
        }
        if (Math.abs(H - target) < tol) break;
      }
      P.set(row, i * N);
    }
    const out = new Float64Array(N * N);
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < N; j++) out[i * N + j] = Math.max((P[i * N + j] + P[j * N + i]) / (2 * N), 1e-100);
    }
    return out;
  }

  step(): number {
    this.iter++;
    const { cost, grad } = this.costGrad();
    const momentum = this.iter < 250 ? 0.5 : 0.8;
    for (let i = 0; i < this.N; i++) {
      for (let d = 0; d < this.dim; d++) {
        const g = grad[i][d];
        const same = Math.sign(g) === Math.sign(this.step_[i][d]);
        this.gains[i][d] = Math.max(0.01, same ? this.gains[i][d] * 0.8 : this.gains[i][d] + 0.2);
        this.step_[i][d] = momentum * this.step_[i][d] - this.epsilon * this.gains[i][d] * g;
        this.Y[i][d] += this.step_[i][d];
      }
    }
    return cost;
  }

  private costGrad(): { cost: number; grad: number[][] } {
    const { N, dim, P, Y } = this;
    const pmul = this.iter < 100 ? 4 : 1;
    const Q = new Float64Array(N * N);
    let qsum = 0;
    for (let i = 0; i < N; i++) {
      for (let j = i + 1; j < N; j++) {
        const q = 1 / (1 + sqDist(Y[i], Y[j]));
        Q[i * N + j] = Q[j * N + i] = q;
        qsum += 2 * q;
      }
    }
    let cost = 0;
    const grad = Y.map(() => new Array(dim).fill(0));
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < N; j++) {
        const q = Math.max(Q[i * N + j] / qsum, 1e-100);
        cost += -P[i * N + j] * Math.log(q); //@ stable log-of-softmax
        const m = 4 * (pmul * P[i * N + j] - q) * Q[i * N + j];
        for (let d = 0; d < dim; d++) grad[i][d] += m * (Y[i][d] - Y[j][d]);
      }
    }
    return { cost, grad };
  }

  get embedding(): number[][] {
    return this.Y;
  }
}
