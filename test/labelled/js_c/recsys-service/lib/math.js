'use strict';

exports.dot = function dot(a, b) {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
};

exports.norm = function norm(a) {
  return Math.sqrt(exports.dot(a, a));
};

exports.cosine = function cosine(a, b) {
  const d = exports.norm(a) * exports.norm(b);
  return d === 0 ? 0 : exports.dot(a, b) / d;
};

exports.sigmoid = (x) => 1 / (1 + Math.exp(-x));

// turn a list of scores into weights that add up to one
exports.toWeights = function toWeights(scores, temperature) {
  const t = temperature || 1;
  const ex = scores.map((s) => Math.exp(s / t)); //@ unstable naive-softmax
  const total = ex.reduce((a, b) => a + b, 0);
  return ex.map((e) => e / total);
};

exports.decay = (ageHours, halfLife) => Math.exp((-Math.LN2 * ageHours) / halfLife); //@ stable other

exports.sampleIndex = function sampleIndex(weights, rand = Math.random) {
  let r = rand();
  for (let i = 0; i < weights.length; i++) {
    r -= weights[i];
    if (r <= 0) return i;
  }
  return weights.length - 1;
};
