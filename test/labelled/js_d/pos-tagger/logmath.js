'use strict';

const NEG_INF = -Infinity;

function logAdd(a, b) {
  if (a === NEG_INF) return b;
  if (b === NEG_INF) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b)); //@ stable naive-softplus
}

function logSumExp(xs) {
  let m = NEG_INF;
  for (const x of xs) m = Math.max(m, x);
  if (m === NEG_INF) return NEG_INF;
  let s = 0;
  for (const x of xs) s += Math.exp(x - m); //@ stable naive-logsumexp
  return m + Math.log(s); //@ stable naive-logsumexp
}

function logTotal(xs) {
  return Math.log(xs.reduce((acc, x) => acc + Math.exp(x), 0)); //@ unstable naive-logsumexp
}

function logMeanExp(xs) {
  let s = 0;
  for (let i = 0; i < xs.length; i++) s += Math.exp(xs[i]);
  return Math.log(s / xs.length); //@ unstable naive-logsumexp
}

function normalizeLog(xs) {
  const e = xs.map((x) => Math.exp(x)); //@ unstable naive-softmax
  const z = e.reduce((p, q) => p + q, 0);
  return e.map((v) => v / z);
}

const safeLog = (n) => (n > 0 ? Math.log(n) : NEG_INF); //@ stable other

module.exports = { logAdd, logSumExp, logTotal, logMeanExp, normalizeLog, safeLog, NEG_INF };
