const { DiagGaussian } = require('./gaussian');
const { logsumexp, sumexp } = require('./util');

class GaussianMixture {
  constructor(k, { maxIter = 100, tol = 1e-4, floor = 1e-6 } = {}) {
    this.k = k;
    this.maxIter = maxIter;
    this.tol = tol;
    this.floor = floor;
  }

  init(data) {
    const dim = data[0].length;
    this.weights = new Array(this.k).fill(1 / this.k);
    this.comps = [];
    for (let i = 0; i < this.k; i++) {
      const seed = data[Math.floor(Math.random() * data.length)];
      this.comps.push(new DiagGaussian(seed.slice(), new Array(dim).fill(1)));
    }
  }

  joint(x) {
    return this.comps.map((c, i) => Math.log(this.weights[i]) + c.logPdf(x));
  }

  eStep(data) {
    let ll = 0;
    const resp = data.map((x) => {
      const lp = this.joint(x);
      const lse = logsumexp(lp);
      ll += lse;
      return lp.map((v) => Math.exp(v - lse)); //@ stable naive-softmax across
    });
    return { resp, ll };
  }

  mStep(data, resp) {
    const n = data.length;
    const dim = data[0].length;
    for (let j = 0; j < this.k; j++) {
      const nj = resp.reduce((s, r) => s + r[j], 0) + 1e-12;
      const mean = new Array(dim).fill(0);
      data.forEach((x, i) => x.forEach((v, d) => { mean[d] += resp[i][j] * v / nj; }));
      const variance = new Array(dim).fill(this.floor);
      data.forEach((x, i) => x.forEach((v, d) => { variance[d] += resp[i][j] * (v - mean[d]) ** 2 / nj; }));
      this.weights[j] = nj / n;
      this.comps[j] = new DiagGaussian(mean, variance);
    }
  }

  fit(data) {
    this.init(data);
    let prev = -Infinity;
    for (let it = 0; it < this.maxIter; it++) {
      const { resp, ll } = this.eStep(data);
      this.mStep(data, resp);
      if (Math.abs(ll - prev) < this.tol) break;
      prev = ll;
    }
    this.loglik = prev;
    return this;
  }

  /** soft assignment of a new point */
  assign(x) {
    const lp = this.joint(x);
    const total = sumexp(lp);
    return lp.map((v) => Math.exp(v) / total); //@ unstable naive-softmax across
  }

  score(x) {
    return Math.log(sumexp(this.joint(x))); //@ unstable naive-logsumexp across
  }

  bic(n, dim) {
    const params = this.k * (2 * dim) + this.k - 1;
    return params * Math.log(n) - 2 * this.loglik;
  }
}

module.exports = { GaussianMixture };
