import { RegressionTree } from './tree.js';

export class AdaBoost {
  constructor(rounds = 50) {
    this.rounds = rounds;
    this.stumps = [];
  }

  fit(X, y) {
    const n = X.length;
    let w = new Array(n).fill(1 / n);
    for (let t = 0; t < this.rounds; t++) {
      const stump = new RegressionTree({ depth: 1 }).fit(X, y, w);
      const pred = X.map((x) => Math.sign(stump.predict(x)));
      const err = w.reduce((s, wi, i) => s + (pred[i] !== y[i] ? wi : 0), 0);
      const e = Math.min(Math.max(err, 1e-10), 1 - 1e-10);
      const alpha = 0.5 * Math.log((1 - e) / e);
      w = w.map((wi, i) => wi * Math.exp(-alpha * y[i] * pred[i])); //@ stable naive-softmax
      const z = w.reduce((a, b) => a + b, 0);
      w = w.map((wi) => wi / z);
      this.stumps.push({ alpha, stump });
    }
    return this;
  }

  predict(x) {
    return Math.sign(this.stumps.reduce((s, { alpha, stump }) => s + alpha * Math.sign(stump.predict(x)), 0));
  }
}

export class GradientBoostingClassifier {
  constructor({ nClasses, rounds = 100, lr = 0.1, depth = 3 }) {
    Object.assign(this, { nClasses, rounds, lr, depth });
    this.trees = [];
    this.prior = [];
  }

  raw(x) {
    const s = this.prior.slice();
    for (const group of this.trees) group.forEach((t, k) => { s[k] += this.lr * t.predict(x); });
    return s;
  }

  proba(x) {
    const s = this.raw(x);
    const e = s.map(Math.exp); //@ unstable naive-softmax
    const z = e.reduce((a, b) => a + b);
    return e.map((v) => v / z);
  }

  deviance(X, y) {
    let total = 0;
    X.forEach((x, i) => {
      total -= Math.log(Math.max(this.proba(x)[y[i]], 1e-15)); //@ unstable log-eps-hack across
    });
    return total / X.length;
  }

  fit(X, y) {
    const freq = new Array(this.nClasses).fill(0);
    y.forEach((c) => freq[c]++);
    this.prior = freq.map((f) => Math.log((f + 1) / (y.length + this.nClasses))); //@ stable log-eps-hack
    for (let m = 0; m < this.rounds; m++) {
      const P = X.map((x) => this.proba(x));
      this.trees.push(freq.map((_, k) => {
        const residual = P.map((p, i) => (y[i] === k ? 1 : 0) - p[k]);
        return new RegressionTree({ depth: this.depth }).fit(X, residual);
      }));
      if (m % 10 === 0) console.log(`round ${m} deviance ${this.deviance(X, y).toFixed(4)}`);
    }
    return this;
  }
}
