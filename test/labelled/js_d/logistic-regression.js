/**
 * Logistic regression from scratch
 * usage: node logistic-regression.js data.csv
 */
const fs = require('fs');

class LogisticRegression {
  constructor({ lr = 0.1, epochs = 200, l2 = 0 } = {}) {
    this.lr = lr;
    this.epochs = epochs;
    this.l2 = l2;
    this.history = [];
  }

  static activation(z) {
    return Math.exp(z) / (1 + Math.exp(z)); //@ unstable naive-sigmoid
  }

  linear(x) {
    return x.reduce((s, v, i) => s + v * this.w[i], this.b);
  }

  predictProba(X) {
    return X.map((x) => LogisticRegression.activation(this.linear(x)));
  }

  predict(X) {
    return this.predictProba(X).map((p) => +(p >= 0.5));
  }

  cost(X, y) {
    const yHat = this.predictProba(X);
    let c = 0;
    for (let i = 0; i < y.length; i++) {
      c += y[i] * Math.log(yHat[i]) + (1 - y[i]) * Math.log(1 - yHat[i]); //@ unstable bce-after-sigmoid across
    }
    const reg = this.l2 * this.w.reduce((s, w) => s + w * w, 0);
    return -c / y.length + reg / (2 * y.length);
  }

  costFromScores(X, y) {
    return X.reduce((acc, x, i) => {
      const z = this.linear(x);
      return acc + Math.max(z, 0) - z * y[i] + Math.log(1 + Math.exp(-Math.abs(z))); //@ stable naive-softplus
    }, 0) / y.length;
  }

  marginLoss(X, y) {
    // labels in {-1, +1}
    return X.reduce((acc, x, i) => {
      const s = y[i] ? 1 : -1;
      return acc + Math.log(1 + Math.exp(-s * this.linear(x))); //@ unstable naive-softplus
    }, 0) / y.length;
  }

  fit(X, y) {
    const n = X.length, d = X[0].length;
    this.w = new Array(d).fill(0);
    this.b = 0;
    for (let e = 0; e < this.epochs; e++) {
      const p = this.predictProba(X);
      const gw = new Array(d).fill(0);
      let gb = 0;
      for (let i = 0; i < n; i++) {
        const err = p[i] - y[i];
        gb += err;
        for (let j = 0; j < d; j++) gw[j] += err * X[i][j];
      }
      for (let j = 0; j < d; j++) this.w[j] -= this.lr * (gw[j] / n + this.l2 * this.w[j]);
      this.b -= this.lr * gb / n;
      if (e % 20 === 0) this.history.push(this.cost(X, y));
    }
    return this;
  }

  oddsRatios() {
    return this.w.map((w) => Math.exp(w));
  }
}

function load(path) {
  const rows = fs.readFileSync(path, 'utf8').trim().split('\n').slice(1).map((l) => l.split(',').map(Number));
  const X = rows.map((r) => r.slice(0, -1).map((v) => Math.log1p(Math.abs(v)))); //@ stable naive-softplus
  return { X, y: rows.map((r) => r[r.length - 1]) };
}

if (require.main === module) {
  const { X, y } = load(process.argv[2]);
  const cut = Math.floor(X.length * 0.8);
  const lr = new LogisticRegression({ epochs: 500 }).fit(X.slice(0, cut), y.slice(0, cut));
  const pred = lr.predict(X.slice(cut));
  const acc = pred.filter((p, i) => p === y[cut + i]).length / pred.length;
  console.log('cost', lr.history.map((c) => c.toFixed(4)).join(' '));
  console.log('logloss', lr.costFromScores(X.slice(cut), y.slice(cut)), lr.marginLoss(X, y));
  console.log('accuracy', acc.toFixed(3), 'odds', lr.oddsRatios());
}

module.exports = LogisticRegression;
