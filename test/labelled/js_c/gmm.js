const math = require('mathjs');

const LOG_2PI = Math.log(2 * Math.PI); //@ stable other

function logPdf(x, mean, variance) {
  let s = 0;
  for (let d = 0; d < x.length; d++) {
    const diff = x[d] - mean[d];
    s += -0.5 * (LOG_2PI + Math.log(variance[d]) + (diff * diff) / variance[d]); //@ stable other
  }
  return s;
}

class GaussianMixture {
  constructor(k, { maxIter = 100, tol = 1e-4, floor = 1e-6 } = {}) {
    Object.assign(this, { k, maxIter, tol, floor });
  }

  init(X) {
    const d = X[0].length;
    const idx = math.pickRandom(math.range(0, X.length).toArray(), this.k);
    this.means = idx.map((i) => X[i].slice());
    const v = math.variance(X, 0);
    this.vars = Array.from({ length: this.k }, () => v.slice());
    this.weights = new Array(this.k).fill(1 / this.k);
    this.d = d;
  }

  eStep(X) {
    let ll = 0;
    const resp = X.map((x) => {
      const lp = this.means.map((m, j) => Math.log(this.weights[j]) + logPdf(x, m, this.vars[j]));
      const e = math.exp(lp); //@ unstable naive-softmax
      const total = math.sum(e);
      ll += Math.log(total); //@ unstable naive-logsumexp
      return math.divide(e, total);
    });
    return { resp, ll: ll / X.length };
  }

  mStep(X, resp) {
    for (let j = 0; j < this.k; j++) {
      const nj = math.sum(resp.map((r) => r[j])) + 1e-10;
      this.weights[j] = nj / X.length;
      for (let d = 0; d < this.d; d++) {
        this.means[j][d] = X.reduce((s, x, i) => s + resp[i][j] * x[d], 0) / nj;
        const v = X.reduce((s, x, i) => s + resp[i][j] * (x[d] - this.means[j][d]) ** 2, 0) / nj;
        this.vars[j][d] = Math.max(v, this.floor);
      }
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
    this.logLik = prev;
    return this;
  }

  scoreSamples(X) {
    return X.map((x) => {
      const lp = this.means.map((m, j) => Math.log(this.weights[j]) + logPdf(x, m, this.vars[j]));
      const top = math.max(lp);
      return top + Math.log(math.sum(math.exp(math.subtract(lp, top)))); //@ stable naive-logsumexp
    });
  }

  bic(X) {
    const params = this.k * (2 * this.d + 1) - 1;
    return -2 * math.sum(this.scoreSamples(X)) + params * Math.log(X.length); //@ stable other
  }
}

// soft assignment by plain rbf features, used for the preview
function rbf(X, centers, gamma) {
  return X.map((x) => centers.map((c) => Math.exp(-gamma * math.sum(math.dotPow(math.subtract(x, c), 2))))); //@ stable other
}

function assign(dist, T) {
  const lo = Math.min(...dist);
  const w = dist.map((d) => Math.exp(-(d - lo) / T)); //@ unstable zero-temperature across
  const z = math.sum(w);
  return w.map((v) => v / z);
}

function anneal(dists, steps = 20) {
  let out = [];
  for (let s = 0; s <= steps; s++) {
    const T = 1 - s / steps;
    out = dists.map((d) => assign(d, T));
  }
  return out;
}

module.exports = { GaussianMixture, anneal, logPdf, rbf };
