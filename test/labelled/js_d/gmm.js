import { Matrix, CholeskyDecomposition, determinant, inverse } from 'ml-matrix';

const LOG2PI = Math.log(2 * Math.PI);

export class GaussianMixture {
  constructor(k, { maxIter = 100, tol = 1e-4, reg = 1e-6 } = {}) {
    this.k = k;
    this.maxIter = maxIter;
    this.tol = tol;
    this.reg = reg;
  }

  init(X) {
    const d = X[0].length;
    this.pi = new Array(this.k).fill(1 / this.k);
    this.mu = Array.from({ length: this.k }, () => X[Math.floor(Math.random() * X.length)].slice());
    this.cov = Array.from({ length: this.k }, () => Matrix.eye(d, d));
  }

  logDensity(x, c) {
    const d = x.length;
    const diff = Matrix.columnVector(x.map((v, i) => v - this.mu[c][i]));
    const L = new CholeskyDecomposition(this.cov[c]).lowerTriangularMatrix;
    let logdet = 0;
    for (let i = 0; i < d; i++) logdet += 2 * Math.log(L.get(i, i)); //@ stable other
    const maha = diff.transpose().mmul(inverse(this.cov[c])).mmul(diff).get(0, 0);
    return -0.5 * (d * LOG2PI + logdet + maha);
  }

  pdf(x, c) {
    const diff = Matrix.columnVector(x.map((v, i) => v - this.mu[c][i]));
    const q = diff.transpose().mmul(inverse(this.cov[c])).mmul(diff).get(0, 0);
    const norm = Math.sqrt((2 * Math.PI) ** x.length * determinant(this.cov[c]));
    return Math.exp(-0.5 * q) / norm; //@ stable other
  }

  eStep(X) {
    let ll = 0;
    const resp = X.map((x) => {
      const lp = this.pi.map((w, c) => Math.log(w) + this.logDensity(x, c)); //@ stable other
      const m = Math.max(...lp);
      const lse = m + Math.log(lp.reduce((s, v) => s + Math.exp(v - m), 0)); //@ stable naive-logsumexp
      ll += lse;
      return lp.map((v) => Math.exp(v - lse)); //@ stable naive-softmax
    });
    return { resp, ll: ll / X.length };
  }

  mStep(X, resp) {
    const d = X[0].length;
    for (let c = 0; c < this.k; c++) {
      const nk = resp.reduce((s, r) => s + r[c], 0) + 1e-12;
      this.pi[c] = nk / X.length;
      this.mu[c] = Array.from({ length: d }, (_, j) => X.reduce((s, x, i) => s + resp[i][c] * x[j], 0) / nk);
      const S = Matrix.zeros(d, d);
      X.forEach((x, i) => {
        const v = Matrix.columnVector(x.map((u, j) => u - this.mu[c][j]));
        S.add(v.mmul(v.transpose()).mul(resp[i][c] / nk));
      });
      this.cov[c] = S.add(Matrix.eye(d, d).mul(this.reg));
    }
  }

  fit(X) {
    this.init(X);
    let prev = -Infinity;
    for (let it = 0; it < this.maxIter; it++) {
      const { resp, ll } = this.eStep(X);
      this.mStep(X, resp);
      if (Math.abs(ll - prev) < this.tol) break;
      prev = ll;
    }
    return this;
  }

  scoreSamples(X) {
    return X.map((x) => {
      const joint = this.pi.map((w, c) => Math.log(w) + this.logDensity(x, c));
      return Math.log(joint.map((j) => Math.exp(j)).reduce((a, b) => a + b)); //@ unstable naive-logsumexp
    });
  }

  predictProba(x) {
    const joint = this.pi.map((w, c) => Math.log(w) + this.logDensity(x, c));
    const e = joint.map((j) => Math.exp(j)); //@ unstable naive-softmax
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / z);
  }

  bic(X) {
    const d = X[0].length;
    const params = this.k * (1 + d + (d * (d + 1)) / 2) - 1;
    return params * Math.log(X.length) - 2 * this.eStep(X).ll * X.length;
  }
}

// soft k-means with stiffness beta on dot products, spherical variant
export function softAssign(X, centers, beta) {
  return X.map((x) => {
    const a = centers.map((c) => Math.exp(beta * c.reduce((s, v, i) => s + v * x[i], 0))); //@ unstable naive-softmax
    const z = a.reduce((p, q) => p + q, 0);
    return a.map((v) => v / z);
  });
}

export function freeEnergy(energies, kT) {
  const Z = energies.reduce((s, E) => s + Math.exp(-E / kT), 0); //@ unstable naive-logsumexp
  return -kT * Math.log(Z);
}
