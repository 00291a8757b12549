#!/usr/bin/env node
// Homework 2: logistic and softmax regression from scratch
const fs = require('fs');

function readCsv(file) {
  return fs.readFileSync(file, 'utf8').trim().split('\n').slice(1).map((l) => l.split(',').map(Number));
}

function dot(a, b) {
  var s = 0;
  for (var i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
}

function sigm(t) {
  return Math.exp(t) / (Math.exp(t) + 1); //@ unstable naive-sigmoid
}

function hypothesis(theta, x) {
  return sigm(dot(theta, x));
}

function costFunction(theta, X, y, lambda) {
  var J = 0;
  for (var i = 0; i < X.length; i++) {
    var h = hypothesis(theta, X[i]);
    J += -y[i] * Math.log(h) - (1 - y[i]) * Math.log(1 - h); //@ unstable bce-after-sigmoid across
  }
  var reg = 0;
  for (var j = 1; j < theta.length; j++) reg += theta[j] * theta[j];
  return J / X.length + (lambda / (2 * X.length)) * reg;
}

function gradient(theta, X, y, lambda) {
  var g = new Array(theta.length).fill(0);
  for (var i = 0; i < X.length; i++) {
    var d = hypothesis(theta, X[i]) - y[i];
    for (var j = 0; j < theta.length; j++) g[j] += (d * X[i][j]) / X.length;
  }
  for (j = 1; j < theta.length; j++) g[j] += (lambda / X.length) * theta[j];
  return g;
}

// ---- part 2, softmax ----
function softmaxRow(W, x) {
  const z = W.map((w) => dot(w, x));
  const denominator = z.reduce((s, v) => s + Math.exp(v), 0);
  return z.map((v) => Math.exp(v) / denominator); //@ unstable naive-softmax
}

function softmaxCost(W, X, labels) {
  let J = 0;
  X.forEach((x, i) => {
    const p = softmaxRow(W, x);
    const oneHot = W.map((_, k) => (k === labels[i] ? 1 : 0));
    J -= oneHot.reduce((s, t, k) => s + t * Math.log(p[k]), 0); //@ unstable nll-of-softmax across
  });
  return J / X.length;
}

// Poisson regression for the bonus question, log link
function poissonCost(theta, X, y) {
  return X.reduce((s, x, i) => s + Math.exp(dot(theta, x)) - y[i] * dot(theta, x), 0) / X.length; //@ stable other
}

// bonus question 3: loss straight from the margin
function marginCost(theta, X, y) {
  return X.reduce((s, x, i) => {
    const m = (2 * y[i] - 1) * dot(theta, x);
    return s + Math.log(1 + Math.exp(-m)); //@ unstable naive-softplus
  }, 0) / X.length;
}

function featureScale(X) {
  return X.map((r) => r.map((v) => Math.log(1 + Math.abs(v)))); //@ stable other
}

if (require.main === module) {
  const rows = readCsv(process.argv[2] || 'ex2data.csv');
  const X = featureScale(rows.map((r) => r.slice(0, -1))).map((r) => [1, ...r]);
  const y = rows.map((r) => r[r.length - 1]);
  let theta = new Array(X[0].length).fill(0);
  for (let it = 0; it < 2000; it++) {
    const g = gradient(theta, X, y, 0.1);
    theta = theta.map((t, j) => t - 0.5 * g[j]);
    if (it % 200 === 0) console.log(it, costFunction(theta, X, y, 0.1), marginCost(theta, X, y));
  }
  console.log('theta', theta);
}

module.exports = { softmaxCost, costFunction, poissonCost };
