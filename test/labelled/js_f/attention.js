'use strict';
/* Attention, step by step, for the blog post. Arrays of arrays everywhere. */

const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
const zeros = (n) => new Array(n).fill(0);
const weightedSum = (w, V) => V.reduce((acc, v, j) => acc.map((x, d) => x + w[j] * v[d]), zeros(V[0].length));

// ---- 1. the textbook formula
function attend(q, K, V) {
  const d = Math.sqrt(q.length);
  const scores = K.map((k) => dot(q, k) / d);
  const exps = scores.map((s) => Math.exp(s)); //@ unstable naive-softmax
  const total = exps.reduce((a, b) => a + b);
  return weightedSum(exps.map((e) => e / total), V);
}

// ---- 2. causal
function causalAttention(Q, K, V) {
  const T = Q.length;
  const out = [];
  for (let i = 0; i < T; i++) {
    const row = [];
    for (let j = 0; j < T; j++) row.push(j <= i ? dot(Q[i], K[j]) / Math.sqrt(Q[i].length) : -Infinity);
    const m = Math.max(...row);
    const w = row.map((s) => Math.exp(s - m)); //@ stable fully-masked-row
    const z = w.reduce((a, b) => a + b);
    out.push(weightedSum(w.map((x) => x / z), V));
  }
  return out;
}

// ---- 3. padding mask, keep[j] === false for <pad>
function paddedAttention(Q, K, V, keep) {
  return Q.map((q) => {
    const row = K.map((k, j) => (keep[j] ? dot(q, k) / Math.sqrt(q.length) : -Infinity));
    const m = Math.max(...row);
    const w = row.map((s) => Math.exp(s - m)); //@ unstable fully-masked-row
    const z = w.reduce((a, b) => a + b, 0);
    return weightedSum(w.map((x) => x / z), V);
  });
}

const NEG = -1e9;

function crossAttention(Q, mem, keep) {
  return Q.map((q) => {
    const row = mem.map((k, j) => dot(q, k) / Math.sqrt(q.length) + (keep[j] ? 0 : NEG)); //@ stable mask-constant
    const m = row.reduce((a, b) => Math.max(a, b));
    const w = row.map((s) => Math.exp(s - m)); //@ stable naive-softmax
    const z = w.reduce((a, b) => a + b, 0);
    return weightedSum(w.map((x) => x / z), mem);
  });
}

// half precision, to compare with the shader output
function attendF16(q, K, V, keep) {
  const s = new Float16Array(K.length);
  K.forEach((k, j) => { s[j] = keep[j] ? dot(q, k) / Math.sqrt(q.length) : -1e9; }); //@ unstable mask-constant
  const m = Math.max(...s);
  const w = Array.from(s, (x) => Math.exp(x - m));
  const z = w.reduce((a, b) => a + b, 0);
  return weightedSum(w.map((x) => x / z), V);
}

// ---- 4. linear attention (Katharopoulos et al.)
const phi = (x) => x.map((v) => (v > 0 ? v + 1 : Math.exp(v))); //@ stable other

function linearAttention(Q, K, V) {
  const fk = K.map(phi);
  return Q.map((q) => {
    const fq = phi(q);
    const w = fk.map((k) => dot(fq, k));
    const z = w.reduce((a, b) => a + b, 1e-6);
    return weightedSum(w.map((x) => x / z), V);
  });
}

// ---- positions
function sinusoid(pos, dim) {
  const pe = zeros(dim);
  for (let i = 0; i < dim; i += 2) {
    const f = Math.exp((-Math.log(10000) * i) / dim); //@ stable other
    pe[i] = Math.sin(pos * f);
    pe[i + 1] = Math.cos(pos * f);
  }
  return pe;
}

function attentionEntropy(w) {
  return -w.reduce((h, p) => (p > 0 ? h + p * Math.log2(p) : h), 0); //@ stable log-of-softmax
}

module.exports = { attend, causalAttention, paddedAttention, attendF16, crossAttention, linearAttention, sinusoid, attentionEntropy };
