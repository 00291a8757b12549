export interface FitOptions { lr?: number; epochs?: number; l2?: number; verbose?: boolean }

const inner = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
};

export const logistic = (z: number): number => 1 / (1 + Math.exp(-z)); //@ stable naive-sigmoid

// same thing, the way it is written in the lecture notes
export function logisticAlt(z: number): number {
  return Math.exp(z) / (1 + Math.exp(z)); //@ unstable naive-sigmoid
}

export function stableLogistic(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z)); //@ stable naive-sigmoid
  const e = Math.exp(z);
  return e / (1 + e); //@ stable naive-sigmoid
}

export class LogisticRegression {
  weights: Float64Array = new Float64Array(0);
  bias = 0;
  history: number[] = [];

  constructor(private opts: FitOptions = {}) {}

  private initBias(y: number[]): void {
    const pos = y.reduce((a, b) => a + b, 0);
    this.bias = Math.log((pos + 1) / (y.length - pos + 1)); //@ stable other
  }

  decision(x: number[]): number {
    return inner(this.weights, x) + this.bias;
  }

  predictProba(x: number[]): number {
    return logistic(this.decision(x));
  }

  fit(X: number[][], y: number[]): this {
    const { lr = 0.1, epochs = 200, l2 = 0, verbose = false } = this.opts;
    this.weights = new Float64Array(X[0].length);
    this.initBias(y);
    for (let ep = 0; ep < epochs; ep++) {
      let J = 0;
      const g = new Float64Array(this.weights.length);
      let gb = 0;
      for (let i = 0; i < X.length; i++) {
        const z = this.decision(X[i]);
        const a = logistic(z);
        J += -(y[i] * Math.log(a) + (1 - y[i]) * Math.log(1 - a)); //@ unstable bce-after-sigmoid
        const d = a - y[i];
        for (let k = 0; k < g.length; k++) g[k] += d * X[i][k];
        gb += d;
      }
      for (let k = 0; k < g.length; k++) this.weights[k] -= lr * (g[k] / X.length + l2 * this.weights[k]);
      this.bias -= (lr * gb) / X.length;
      this.history.push(J / X.length);
      if (verbose && ep % 10 === 0) console.log(`epoch ${ep}: ${J / X.length}`);
    }
    return this;
  }

  /** deviance on a holdout set */
  deviance(X: number[][], y: number[]): number {
    let s = 0;
    X.forEach((x, i) => {
      const z = this.decision(x);
      s += Math.max(z, 0) - z * y[i] + Math.log1p(Math.exp(-Math.abs(z))); //@ stable naive-softplus
    });
    return 2 * s;
  }

  /** labels in {-1, +1} */
  marginLoss(X: number[][], s: number[]): number {
    return X.reduce((acc, x, i) => acc + Math.log(1 + Math.exp(-s[i] * this.decision(x))), 0) / X.length; //@ unstable naive-softplus
  }

  oddsRatios(): number[] {
    return Array.from(this.weights, w => Math.exp(w)); //@ stable other
  }
}

export class SoftmaxRegression {
  constructor(public W: number[][]) {}

  proba(x: number[]): number[] {
    const s = this.W.map(w => Math.exp(inner(w, x))); //@ unstable naive-softmax
    const z = s.reduce((a, b) => a + b, 0);
    return s.map(v => v / z);
  }

  loss(X: number[][], y: number[]): number {
    let total = 0;
    X.forEach((x, i) => {
      const s = this.W.map(w => inner(w, x));
      const m = Math.max(...s);
      const e = s.map(v => Math.exp(v - m)); //@ stable naive-softmax
      const p = e[y[i]] / e.reduce((a, b) => a + b, 0);
      total -= Math.log(p); //@ unstable nll-of-softmax
    });
    return total / X.length;
  }
}

export class PoissonRegression {
  constructor(public w: number[], private cap = 30) {}
  mean(x: number[]): number {
    return Math.exp(Math.min(this.cap, inner(this.w, x))); //@ stable other
  }
}
