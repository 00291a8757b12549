'use strict';

const clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));

function logistic(x) {
  if (x >= 0) {
    return 1 / (1 + Math.exp(-x)); //@ stable naive-sigmoid
  }
  const e = Math.exp(x);
  return e / (1 + e); //@ stable naive-sigmoid
}

// inverse link, same as R's plogis
function invLogit(eta) {
  return Math.exp(eta) / (1 + Math.exp(eta)); //@ unstable naive-sigmoid
}

function normalizeScores(scores) {
  const exps = scores.map(Math.exp); //@ unstable naive-softmax
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / total);
}

function shares(scores) {
  const top = Math.max.apply(null, scores);
  const exps = scores.map((s) => Math.exp(s - top)); //@ stable naive-softmax
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / total);
}

function softplus(x) {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))); //@ stable naive-softplus
}

module.exports = { clamp, logistic, invLogit, normalizeScores, shares, softplus };
