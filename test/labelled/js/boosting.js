'use strict';
const { mean, sum, max } = require('lodash');

class Stump {
  fit(X, y, w) {
    let best = Infinity;
    for (let f = 0; f < X[0].length; f++) {
      const values = [...new Set(X.map((r) => r[f]))].sort((a, b) => a - b);
      for (const thr of values) {
        for (const sign of [1, -1]) {
          const err = sum(X.map((r, i) => ((r[f] < thr ? -sign : sign) === y[i] ? 0 : w[i])));
          if (err < best) {
            best = err;
            Object.assign(this, { f, thr, sign });
          }
        }
      }
    }
    this.error = best;
    return this;
  }

  predict(row) {
    return row[this.f] < this.thr ? -this.sign : this.sign;
  }
}

class AdaBoost {
  constructor(rounds = 50) {
    this.rounds = rounds;
    this.learners = [];
  }

  fit(X, y) {
    let w = new Array(X.length).fill(1 / X.length);
    for (let t = 0; t < this.rounds; t++) {
      const h = new Stump().fit(X, y, w);
      const err = Math.max(h.error, 1e-10);
      const alpha = 0.5 * Math.log((1 - err) / err); //@ stable other
      w = w.map((wi, i) => wi * Math.exp(-alpha * y[i] * h.predict(X[i]))); //@ stable naive-softmax
      const z = sum(w);
      w = w.map((wi) => wi / z);
      this.learners.push({ h, alpha });
      if (h.error < 1e-9) break;
    }
    return this;
  }

  margin(row) {
    return sum(this.learners.map(({ h, alpha }) => alpha * h.predict(row)));
  }
}

// --- multiclass gradient boosting --------------------------------------

class RegressionTree {
  constructor(depth = 3) {
    this.depth = depth;
  }

  fit(X, g) {
    this.root = this.grow(X, g, 0);
    return this;
  }

  grow(X, g, d) {
    if (d >= this.depth || X.length < 5) return { value: mean(g) || 0 };
    const f = Math.floor(Math.random() * X[0].length);
    const thr = mean(X.map((r) => r[f]));
    const L = X.map((_, i) => i).filter((i) => X[i][f] < thr);
    const R = X.map((_, i) => i).filter((i) => X[i][f] >= thr);
    if (!L.length || !R.length) return { value: mean(g) };
    const pick = (idx) => [idx.map((i) => X[i]), idx.map((i) => g[i])];
    return { f, thr, left: this.grow(...pick(L), d + 1), right: this.grow(...pick(R), d + 1) };
  }

  predict(row) {
    let n = this.root;
    while (n.value === undefined) n = row[n.f] < n.thr ? n.left : n.right;
    return n.value;
  }
}

class GradientBoosting {
  constructor({ classes, rounds = 100, lr = 0.1, depth = 3 }) {
    Object.assign(this, { classes, rounds, lr, depth });
    this.trees = [];
  }

  raw(row) {
    const f = new Array(this.classes).fill(0);
    for (const stage of this.trees) stage.forEach((t, k) => { f[k] += this.lr * t.predict(row); });
    return f;
  }

  proba(row) {
    const f = this.raw(row);
    const m = max(f);
    const e = f.map((v) => Math.exp(v - m)); //@ stable naive-softmax
    const s = sum(e);
    return e.map((v) => v / s);
  }

  probaFast(row) {
    const f = this.raw(row);
    const m = max(f);
    const z = sum(f.map((v) => Math.exp(v - m)));
    return f.map((v) => Math.exp(v) / z); //@ unstable wrong-shift
  }

  fit(X, y) {
    for (let t = 0; t < this.rounds; t++) {
      const P = X.map((r) => this.proba(r));
      const stage = [];
      for (let k = 0; k < this.classes; k++) {
        const g = y.map((c, i) => (c === k ? 1 : 0) - P[i][k]);
        stage.push(new RegressionTree(this.depth).fit(X, g));
      }
      this.trees.push(stage);
      if (t % 10 === 0) console.log(`round ${t} logloss ${this.logloss(X, y).toFixed(4)}`);
    }
    return this;
  }

  logloss(X, y) {
    return mean(X.map((r, i) => -Math.log(Math.max(this.proba(r)[y[i]], 1e-15)))); //@ unstable log-eps-hack across
  }

  score(X, y) {
    return mean(X.map((r, i) => {
      const p = this.raw(r);
      return p.indexOf(max(p)) === y[i] ? 1 : 0;
    }));
  }
}

module.exports = { AdaBoost, GradientBoosting, Stump };
