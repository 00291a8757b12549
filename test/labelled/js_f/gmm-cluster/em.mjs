import { DiagGaussian } from './gaussian.mjs';

export class GaussianMixture {
  constructor(k, { iters = 50, tol = 1e-4 } = {}) {
    this.k = k;
    this.iters = iters;
    this.tol = tol;
  }

  init(X) {
    const idx = new Set();
    while (idx.size < this.k) idx.add(Math.floor(Math.random() * X.length));
    const D = X[0].length;
    this.comps = [...idx].map((i) => new DiagGaussian(X[i].slice(), new Array(D).fill(1)));
    this.w = new Array(this.k).fill(1 / this.k);
  }

  joint(x) {
    return this.comps.map((c, j) => Math.log(this.w[j] + 1e-12) + c.logPdf(x)); //@ stable other
  }

  responsibilities(x) {
    const r = this.joint(x).map((l) => Math.exp(l)); //@ unstable naive-softmax
    const z = r.reduce((a, b) => a + b, 0);
    return r.map((v) => v / z);
  }

  score(x) {
    return Math.log(this.joint(x).reduce((a, l) => a + Math.exp(l), 0)); //@ unstable naive-logsumexp
  }

  fit(X) {
    this.init(X);
    let prev = -Infinity;
    for (let it = 0; it < this.iters; it++) {
      const R = X.map((x) => this.responsibilities(x));
      this.maximise(X, R);
      const ll = X.reduce((s, x) => s + this.score(x), 0) / X.length;
      if (Math.abs(ll - prev) < this.tol) break;
      prev = ll;
    }
    return this;
  }

  maximise(X, R) {
    const D = X[0].length;
    for (let j = 0; j < this.k; j++) {
      const nj = R.reduce((s, r) => s + r[j], 1e-9);
      const mu = new Array(D).fill(0);
      const va = new Array(D).fill(0);
      X.forEach((x, i) => x.forEach((v, d) => { mu[d] += (R[i][j] * v) / nj; }));
      X.forEach((x, i) => x.forEach((v, d) => { va[d] += (R[i][j] * (v - mu[d]) ** 2) / nj; }));
      this.comps[j] = new DiagGaussian(mu, va);
      this.w[j] = nj / X.length;
    }
  }

  bic(X) {
    const params = this.k * (2 * X[0].length + 1) - 1;
    return params * Math.log(X.length) - 2 * X.reduce((s, x) => s + this.score(x), 0); //@ stable other
  }
}
