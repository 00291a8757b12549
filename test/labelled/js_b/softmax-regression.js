// Multinomial logistic regression on the iris data set
const fs = require('fs');
const path = require('path');

class SoftmaxRegression {
  constructor(nFeatures, nClasses, { lr = 0.05, epochs = 200, l2 = 0.001 } = {}) {
    this.nFeatures = nFeatures;
    this.nClasses = nClasses;
    this.lr = lr;
    this.epochs = epochs;
    this.l2 = l2;
    this.W = Array.from({ length: nClasses }, () => new Array(nFeatures).fill(0));
    this.b = new Array(nClasses).fill(0);
    this.history = [];
  }

  scores(x) {
    return this.W.map((w, k) => w.reduce((acc, wj, j) => acc + wj * x[j], this.b[k]));
  }

  predictProba(x) {
    const z = this.scores(x);
    const exps = z.map((v) => Math.exp(v)); //@ unstable naive-softmax
    const total = exps.reduce((a, b) => a + b, 0);
    return exps.map((v) => v / total);
  }

  loss(X, y) {
    let total = 0;
    for (let i = 0; i < X.length; i++) {
      const p = this.predictProba(X[i]);
      total -= Math.log(p[y[i]]); //@ unstable nll-of-softmax across
    }
    return total / X.length;
  }

  fit(X, y) {
    for (let epoch = 0; epoch < this.epochs; epoch++) {
      for (let i = 0; i < X.length; i++) {
        const p = this.predictProba(X[i]);
        for (let k = 0; k < this.nClasses; k++) {
          const err = p[k] - (y[i] === k ? 1 : 0);
          for (let j = 0; j < this.nFeatures; j++) {
            this.W[k][j] -= this.lr * (err * X[i][j] + this.l2 * this.W[k][j]);
          }
          this.b[k] -= this.lr * err;
        }
      }
      this.lr *= Math.exp(-0.001 * epoch); //@ stable other
      this.history.push(this.loss(X, y));
    }
    return this;
  }

  predict(x) {
    const s = this.scores(x);
    return s.indexOf(Math.max(...s));
  }
}

const rows = fs.readFileSync(path.join(__dirname, 'iris.csv'), 'utf8').trim().split('\n').slice(1);
const names = ['setosa', 'versicolor', 'virginica'];
const X = rows.map((r) => r.split(',').slice(0, 4).map(Number));
const y = rows.map((r) => names.indexOf(r.split(',')[4]));

const model = new SoftmaxRegression(4, 3).fit(X, y);
const correct = X.filter((x, i) => model.predict(x) === y[i]).length;
console.log(`accuracy ${(correct / X.length).toFixed(3)}`);
