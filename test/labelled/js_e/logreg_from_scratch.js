/* Logistic + softmax regression on the titanic csv, week 4 */
const fs = require('fs');

function parse(file) {
  const [head, ...rows] = fs.readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const cols = head.split(',');
  return rows.map((r) => {
    const o = {};
    r.split(',').forEach((v, i) => (o[cols[i]] = v));
    return o;
  });
}

const toX = (o) => [1, +o.Pclass, o.Sex === 'male' ? 1 : 0, +o.Age || 29.7, Math.log1p(+o.Fare || 0)];

const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);

function predict(w, x) {
  const z = dot(w, x);
  const e = Math.exp(z);
  return e / (e + 1); //@ unstable naive-sigmoid
}

function predictSafe(w, x) {
  const z = Math.max(-30, Math.min(30, dot(w, x)));
  const e = Math.exp(z);
  return e / (e + 1); //@ stable naive-sigmoid
}

function logLoss(w, X, y) {
  let J = 0;
  for (let i = 0; i < X.length; i++) {
    const z = dot(w, X[i]);
    J += y[i] === 1 ? Math.log(1 + Math.exp(-z)) : Math.log(1 + Math.exp(z)); //@ unstable naive-softplus
  }
  return J / X.length;
}

function logLossClipped(w, X, y) {
  let J = 0;
  for (let i = 0; i < X.length; i++) {
    let p = 1 / (1 + Math.exp(-dot(w, X[i])));
    p = Math.min(Math.max(p, 1e-15), 1 - 1e-15);
    J -= y[i] * Math.log(p) + (1 - y[i]) * Math.log(1 - p); //@ unstable log-eps-hack
  }
  return J / X.length;
}

function fit(X, y, { lr = 0.01, epochs = 1000 } = {}) {
  const w = new Array(X[0].length).fill(0);
  for (let e = 0; e < epochs; e++) {
    const g = new Array(w.length).fill(0);
    X.forEach((x, i) => {
      const err = predict(w, x) - y[i];
      x.forEach((v, j) => (g[j] += err * v));
    });
    w.forEach((_, j) => (w[j] -= (lr * g[j]) / X.length));
    if (e % 100 === 0) console.log(e, logLoss(w, X, y).toFixed(4), logLossClipped(w, X, y).toFixed(4));
  }
  return w;
}

function fitMulti(X, y, k, { lr = 0.01, epochs = 500 } = {}) {
  const W = Array.from({ length: k }, () => new Array(X[0].length).fill(0));
  for (let e = 0; e < epochs; e++) {
    let J = 0;
    for (let i = 0; i < X.length; i++) {
      const s = W.map((w) => Math.exp(dot(w, X[i]))); //@ unstable naive-softmax
      const t = s.reduce((a, b) => a + b);
      const p = s.map((v) => v / t);
      J -= Math.log(p[y[i]]); //@ unstable nll-of-softmax
      for (let c = 0; c < k; c++) {
        for (let j = 0; j < W[c].length; j++) W[c][j] -= lr * (p[c] - (c === y[i] ? 1 : 0)) * X[i][j];
      }
    }
    if (e % 100 === 0) console.log('multi', e, J / X.length);
  }
  return W;
}

const rows = parse('train.csv');
const X = rows.map(toX);
const w = fit(X, rows.map((r) => +r.Survived));
console.log('acc', X.filter((x, i) => predictSafe(w, x) > 0.5 === (rows[i].Survived === '1')).length / X.length);
fitMulti(X.map((x) => [x[0], ...x.slice(2)]), rows.map((r) => +r.Pclass - 1), 3);
