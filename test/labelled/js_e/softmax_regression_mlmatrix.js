const { Matrix } = require('ml-matrix');
const { getNumbers: getDataset, getClasses } = require('./iris');

class SoftmaxRegression {
  constructor(options = {}) {
    this.learningRate = options.learningRate || 0.05;
    this.iterations = options.iterations || 500;
    this.lambda = options.lambda || 1e-3;
    this.history = [];
  }

  scores(X) {
    return X.mmul(this.W).addRowVector(this.b);
  }

  predictProba(X) {
    const z = this.scores(X);
    const e = Matrix.exp(z); //@ unstable naive-softmax
    const s = e.sum('row');
    return e.divColumnVector(s);
  }

  fit(features, labels) {
    const X = new Matrix(features);
    const n = X.rows;
    const k = Math.max(...labels) + 1;
    const Y = Matrix.zeros(n, k);
    labels.forEach((l, i) => Y.set(i, l, 1));
    this.W = Matrix.rand(X.columns, k).sub(0.5).mul(0.1);
    this.b = new Array(k).fill(0);

    for (let it = 0; it < this.iterations; it++) {
      const P = this.predictProba(X);
      const loss = -Matrix.mul(Matrix.log(P), Y).sum() / n; //@ unstable nll-of-softmax across
      const G = Matrix.sub(P, Y).div(n);
      const gW = X.transpose().mmul(G).add(Matrix.mul(this.W, this.lambda));
      const gb = G.sum('column');
      this.W.sub(gW.mul(this.learningRate));
      this.b = this.b.map((v, j) => v - this.learningRate * gb[j]);
      this.history.push(loss);
    }
    return this;
  }

  predict(features) {
    const s = this.scores(new Matrix(features));
    return s.to2DArray().map((row) => row.indexOf(Math.max(...row)));
  }
}

class ShiftedRegression extends SoftmaxRegression {
  predictProba(X) {
    const z = this.scores(X);
    z.subColumnVector(z.max('row'));
    const e = Matrix.exp(z); //@ stable naive-softmax
    return e.divColumnVector(e.sum('row'));
  }
}

class GlobalShiftRegression extends SoftmaxRegression {
  predictProba(X) {
    const z = this.scores(X);
    const e = Matrix.exp(Matrix.sub(z, z.max())); //@ unstable wrong-shift
    return e.divColumnVector(e.sum('row'));
  }
}

function accuracy(pred, y) {
  return pred.filter((p, i) => p === y[i]).length / y.length;
}

if (require.main === module) {
  const X = getDataset();
  const y = getClasses();
  for (const Cls of [SoftmaxRegression, ShiftedRegression, GlobalShiftRegression]) {
    const m = new Cls({ iterations: 300 }).fit(X, y);
    console.log(Cls.name, accuracy(m.predict(X), y), m.history[m.history.length - 1]);
  }
}

module.exports = { SoftmaxRegression, ShiftedRegression };
