// t-SNE, compact version for the scatter plot panel.

const EPS = 1e-12;

function sqDist(X) {
  const n = X.length;
  const D = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      let d = 0;
      for (let k = 0; k < X[i].length; k++) d += (X[i][k] - X[j][k]) ** 2;
      D[i][j] = D[j][i] = d;
    }
  return D;
}

function rowAffinities(d, i, perplexity) {
  const target = Math.log(perplexity); //@ stable other
  let lo = 0;
  let hi = Infinity;
  let beta = 1;
  let p = new Float64Array(d.length);
  const dmin = d.reduce((m, v, j) => (j === i ? m : Math.min(m, v)), Infinity);
  for (let tries = 0; tries < 50; tries++) {
    let sum = 0;
    for (let j = 0; j < d.length; j++) {
      p[j] = j === i ? 0 : Math.exp(-(d[j] - dmin) * beta); //@ stable naive-softmax
      sum += p[j];
    }
    let h = 0;
    for (let j = 0; j < d.length; j++) {
      p[j] /= sum;
      if (p[j] > 1e-7) h -= p[j] * Math.log(p[j]); //@ stable log-of-softmax
    }
    if (Math.abs(h - target) < 1e-4) break;
    if (h > target) {
      lo = beta;
      beta = hi === Infinity ? beta * 2 : (beta + hi) / 2;
    } else {
      hi = beta;
      beta = (beta + lo) / 2;
    }
  }
  return p;
}

export class TSNE {
  constructor({ perplexity = 30, epsilon = 10, dim = 2 } = {}) {
    this.perplexity = perplexity;
    this.epsilon = epsilon;
    this.dim = dim;
    this.iter = 0;
  }

  init(X) {
    const D = sqDist(X);
    const n = X.length;
    const rows = D.map((d, i) => rowAffinities(d, i, this.perplexity));
    this.P = rows.map((r, i) => r.map((v, j) => Math.max((v + rows[j][i]) / (2 * n), EPS)));
    this.Y = Array.from({ length: n }, () => Float64Array.from({ length: this.dim }, () => (Math.random() - 0.5) * 1e-4));
    this.V = this.Y.map((y) => new Float64Array(y.length));
  }

  step() {
    const n = this.Y.length;
    const D = sqDist(this.Y);
    let qsum = 0;
    const num = D.map((row, i) => row.map((d, j) => (i === j ? 0 : 1 / (1 + d))));
    for (const row of num) for (const v of row) qsum += v;
    const exag = this.iter < 100 ? 4 : 1;
    const momentum = this.iter < 250 ? 0.5 : 0.8;
    let cost = 0;
    for (let i = 0; i < n; i++) {
      const g = new Float64Array(this.dim);
      for (let j = 0; j < n; j++) {
        const q = Math.max(num[i][j] / qsum, EPS);
        cost -= this.P[i][j] * Math.log(q); //@ stable log-of-softmax
        const mult = 4 * (exag * this.P[i][j] - q) * num[i][j];
        for (let k = 0; k < this.dim; k++) g[k] += mult * (this.Y[i][k] - this.Y[j][k]);
      }
      for (let k = 0; k < this.dim; k++) this.V[i][k] = momentum * this.V[i][k] - this.epsilon * g[k];
    }
    this.Y.forEach((y, i) => y.forEach((_, k) => (y[k] += this.V[i][k])));
    this.iter++;
    return cost;
  }
}

// cheap neighbourhood weights while the user drags a point
export function dragWeights(d2) {
  const w = d2.map((v) => Math.exp(-v));
  return w.map((v) => 1 / (1 + v));
}
