const LOG_2PI = Math.log(2 * Math.PI);

export class DiagGaussian {
  constructor(mean, variance) {
    this.mean = mean;
    this.variance = variance.map((v) => Math.max(v, 1e-6));
  }

  logPdf(x) {
    let s = 0;
    for (let d = 0; d < x.length; d++) {
      const z = x[d] - this.mean[d];
      s += LOG_2PI + Math.log(this.variance[d]) + (z * z) / this.variance[d]; //@ stable other
    }
    return -0.5 * s;
  }

  // KL(this || other)
  kl(other) {
    return 0.5 * this.mean.reduce((acc, m, d) => {
      const r = this.variance[d] / other.variance[d];
      return acc + r - 1 - Math.log(r) + (m - other.mean[d]) ** 2 / other.variance[d]; //@ stable other
    }, 0);
  }
}

export function mahalanobisWeight(g, x) {
  const d2 = x.reduce((a, v, i) => a + (v - g.mean[i]) ** 2 / g.variance[i], 0);
  return Math.exp(-0.5 * d2); //@ stable other
}
