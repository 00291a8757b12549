const LOG_2PI = Math.log(2 * Math.PI);

// diagonal covariance gaussian
class DiagGaussian {
  constructor(mean, variance) {
    this.mean = mean;
    this.variance = variance;
  }

  logPdf(x) {
    let s = 0;
    for (let d = 0; d < x.length; d++) {
      const diff = x[d] - this.mean[d];
      s += LOG_2PI + Math.log(this.variance[d]) + (diff * diff) / this.variance[d];
    }
    return -0.5 * s;
  }

  sample() {
    return this.mean.map((m, d) => {
      const u = 1 - Math.random();
      const v = Math.random();
      const g = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
      return m + Math.sqrt(this.variance[d]) * g;
    });
  }
}

module.exports = { DiagGaussian, LOG_2PI };
