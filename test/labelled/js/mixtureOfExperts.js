'use strict';
const { Matrix } = require('ml-matrix');
const math = require('mathjs');

function gaussian() {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()); //@ stable other
}

function randn(rows, cols, scale) {
  const m = Matrix.zeros(rows, cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) m.set(i, j, gaussian() * scale);
  return m;
}

class Gate {
  constructor(nIn, nExperts, topK = 2) {
    this.W = randn(nIn, nExperts, 0.1);
    this.topK = topK;
  }

  logits(X) {
    return X.mmul(this.W);
  }

  dense(X) {
    const E = Matrix.exp(this.logits(X)); //@ unstable naive-softmax across
    const sums = E.sum('row');
    for (let i = 0; i < E.rows; i++) E.mulRow(i, 1 / sums[i]);
    return E;
  }

  sparse(X) {
    const L = this.logits(X);
    return L.to2DArray().map((row) => {
      const order = row.map((v, i) => [v, i]).sort((a, b) => b[0] - a[0]).slice(0, this.topK);
      const top = order[0][0];
      const e = order.map(([v]) => Math.exp(v - top)); //@ stable naive-softmax
      const z = math.sum(e);
      const out = new Array(row.length).fill(0);
      order.forEach(([, i], k) => { out[i] = e[k] / z; });
      return out;
    });
  }
}

class MoE {
  constructor(nIn, nOut, nExperts) {
    this.gate = new Gate(nIn, nExperts);
    this.experts = Array.from({ length: nExperts }, () => randn(nIn, nOut, 0.1));
  }

  forward(X) {
    const g = this.gate.dense(X);
    const Y = Matrix.zeros(X.rows, this.experts[0].columns);
    this.experts.forEach((W, k) => {
      const out = X.mmul(W);
      for (let i = 0; i < X.rows; i++) {
        for (let j = 0; j < out.columns; j++) Y.set(i, j, Y.get(i, j) + g.get(i, k) * out.get(i, j));
      }
    });
    return { Y, g };
  }

  // importance loss: squared coefficient of variation of the expert load
  importance(g) {
    const load = g.sum('column');
    return math.variance(load) / math.mean(load) ** 2;
  }

  gateEntropy(X) {
    const { g } = this.forward(X);
    const logG = Matrix.log(g); //@ unstable log-of-softmax across
    return -Matrix.mul(g, logG).sum() / X.rows;
  }

  routerZLoss(X) {
    const L = this.gate.logits(X).to2DArray();
    return math.mean(L.map((row) => {
      const m = math.max(row);
      return (m + Math.log(math.sum(row.map((v) => Math.exp(v - m))))) ** 2; //@ stable naive-logsumexp
    }));
  }
}

/** mathjs flavour used in the notebook */
function classProbabilities(scores) {
  const e = math.exp(scores); //@ unstable naive-softmax
  return math.divide(e, math.sum(e));
}

function classProbabilitiesShifted(scores) {
  const e = math.exp(math.subtract(scores, math.max(scores))); //@ stable naive-softmax
  return math.divide(e, math.sum(e));
}

function batchNll(scores, label) {
  const p = classProbabilitiesShifted(scores);
  return -math.log(p[label]); //@ unstable nll-of-softmax across
}

function capacity(tokens, experts, factor = 1.25) {
  return Math.ceil((tokens / experts) * factor * Math.log2(experts + 1)); //@ stable other
}

module.exports = { MoE, Gate, classProbabilities, classProbabilitiesShifted, batchNll, capacity };
