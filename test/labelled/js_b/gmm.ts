type Vec = number[];

export interface Component {
  weight: number;
  mean: Vec;
  variance: Vec;
}

const LOG_2PI = Math.log(2 * Math.PI);

export function logGaussian(x: Vec, c: Component): number {
  let s = 0;
  for (let d = 0; d < x.length; d++) {
    const diff = x[d] - c.mean[d];
    s += LOG_2PI + Math.log(c.variance[d]) + (diff * diff) / c.variance[d]; //@ stable other
  }
  return -0.5 * s;
}

export function gaussianPdf1d(x: number, mu: number, sigma: number): number {
  const z = (x - mu) / sigma;
  return Math.exp(-0.5 * z * z) / (sigma * Math.sqrt(2 * Math.PI));
}

export class GaussianMixture {
  components: Component[] = [];
  readonly trace: number[] = [];

  constructor(private k: number, private maxIter = 100, private tol = 1e-4, private floor = 1e-6) {}

  private init(data: Vec[]): void {
    const dims = data[0].length;
    for (let i = 0; i < this.k; i++) {
      const pick = data[Math.floor(Math.random() * data.length)];
      this.components.push({ weight: 1 / this.k, mean: pick.slice(), variance: new Array(dims).fill(1) });
    }
  }

  logLikelihood(x: Vec): number {
    const parts = this.components.map((c) => Math.log(c.weight) + logGaussian(x, c));
    return Math.log(parts.reduce((acc, v) => acc + Math.exp(v), 0)); //@ unstable naive-logsumexp
  }

  responsibilities(x: Vec): number[] {
    const lp = this.components.map((c) => Math.log(c.weight) + logGaussian(x, c));
    const top = Math.max(...lp);
    const un = lp.map((v) => Math.exp(v - top)); //@ stable naive-softmax
    const z = un.reduce((a, b) => a + b, 0);
    return un.map((v) => v / z);
  }

  fit(data: Vec[]): this {
    this.init(data);
    let prev = -Infinity;
    for (let it = 0; it < this.maxIter; it++) {
      const resp = data.map((x) => this.responsibilities(x));
      this.components.forEach((c, j) => {
        const nk = resp.reduce((s, r) => s + r[j], 0) + 1e-12;
        c.weight = nk / data.length;
        for (let d = 0; d < c.mean.length; d++) {
          c.mean[d] = data.reduce((s, x, i) => s + resp[i][j] * x[d], 0) / nk;
          const v = data.reduce((s, x, i) => s + resp[i][j] * (x[d] - c.mean[d]) ** 2, 0) / nk;
          c.variance[d] = Math.max(v, this.floor);
        }
      });
      const ll = data.reduce((s, x) => s + this.logLikelihood(x), 0);
      this.trace.push(ll);
      if (Math.abs(ll - prev) < this.tol) break;
      prev = ll;
    }
    return this;
  }

  bic(n: number): number {
    const params = this.k * (2 * this.components[0].mean.length + 1) - 1;
    return params * Math.log(n) - 2 * this.trace[this.trace.length - 1]; //@ stable other
  }
}
