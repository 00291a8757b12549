// Gaussian mixture model, diagonal covariance, EM. Browser demo.

const LOG_2PI = Math.log(2 * Math.PI); //@ stable other

export class GaussianMixture {
  constructor({ k = 3, maxIter = 100, tol = 1e-4, reg = 1e-6 } = {}) {
    this.k = k;
    this.maxIter = maxIter;
    this.tol = tol;
    this.reg = reg;
    this.history = [];
  }

  _init(X) {
    const d = X[0].length;
    this.d = d;
    this.weights = new Array(this.k).fill(1 / this.k);
    this.means = [];
    for (let j = 0; j < this.k; j++) {
      this.means.push(X[Math.floor(Math.random() * X.length)].slice());
    }
    this.vars = Array.from({ length: this.k }, () => new Array(d).fill(1));
  }

  _logDensity(x, j) {
    let quad = 0;
    let logDet = 0;
    for (let i = 0; i < this.d; i++) {
      const diff = x[i] - this.means[j][i];
      quad += (diff * diff) / this.vars[j][i];
      logDet += Math.log(this.vars[j][i]); //@ stable other
    }
    return -0.5 * (this.d * LOG_2PI + logDet + quad);
  }

  _jointLog(x) {
    const out = new Array(this.k);
    for (let j = 0; j < this.k; j++) {
      out[j] = Math.log(this.weights[j]) + this._logDensity(x, j);
    }
    return out;
  }

  _eStep(X) {
    const R = [];
    for (const x of X) {
      const lj = this._jointLog(x);
      const un = lj.map(Math.exp); //@ unstable naive-softmax across
      const tot = un.reduce((a, b) => a + b, 0);
      R.push(un.map((u) => u / tot));
    }
    return R;
  }

  _mStep(X, R) {
    const n = X.length;
    for (let j = 0; j < this.k; j++) {
      let nj = 0;
      const mu = new Array(this.d).fill(0);
      for (let i = 0; i < n; i++) {
        nj += R[i][j];
        for (let c = 0; c < this.d; c++) mu[c] += R[i][j] * X[i][c];
      }
      for (let c = 0; c < this.d; c++) mu[c] /= nj;
      const va = new Array(this.d).fill(this.reg);
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < this.d; c++) va[c] += (R[i][j] * (X[i][c] - mu[c]) ** 2) / nj;
      }
      this.weights[j] = nj / n;
      this.means[j] = mu;
      this.vars[j] = va;
    }
  }

  logLikelihood(X) {
    let ll = 0;
    for (const x of X) {
      const lj = this._jointLog(x);
      ll += Math.log(lj.reduce((s, v) => s + Math.exp(v), 0)); //@ unstable naive-logsumexp across
    }
    return ll;
  }

  fit(X) {
    this._init(X);
    let prev = -Infinity;
    for (let it = 0; it < this.maxIter; it++) {
      const R = this._eStep(X);
      this._mStep(X, R);
      const ll = this.logLikelihood(X);
      this.history.push(ll);
      if (Math.abs(ll - prev) < this.tol * Math.abs(prev)) break;
      prev = ll;
    }
    return this;
  }

  /** Density at a point, for the contour plot. */
  density(x) {
    let p = 0;
    for (let j = 0; j < this.k; j++) p += this.weights[j] * Math.exp(this._logDensity(x, j)); //@ stable other
    return p;
  }

  bic(X) {
    const nParams = this.k * (2 * this.d) + this.k - 1;
    return -2 * this.logLikelihood(X) + nParams * Math.log(X.length); //@ stable other
  }
}

export function drawContours(ctx, gmm, { width, height, step = 6, xScale, yScale }) {
  for (let px = 0; px < width; px += step) {
    for (let py = 0; py < height; py += step) {
      const v = gmm.density([xScale.invert(px), yScale.invert(py)]);
      ctx.fillStyle = `rgba(30, 90, 200, ${Math.min(1, v * 5)})`;
      ctx.fillRect(px, py, step, step);
    }
  }
}
