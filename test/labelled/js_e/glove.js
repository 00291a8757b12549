'use strict';
const fs = require('fs');
const zlib = require('zlib');

const X_MAX = 100;
const ALPHA = 0.75;

function cooccurrence(tokens, window) {
  const counts = new Map();
  for (let i = 0; i < tokens.length; i++) {
    for (let j = Math.max(0, i - window); j < i; j++) {
      const key = tokens[i] + ',' + tokens[j];
      counts.set(key, (counts.get(key) || 0) + 1 / (i - j));
    }
  }
  return counts;
}

function train(counts, vocabSize, dim = 50, epochs = 25, lr = 0.05) {
  const W = new Float64Array(vocabSize * dim).map(() => (Math.random() - 0.5) / dim);
  const C = new Float64Array(vocabSize * dim).map(() => (Math.random() - 0.5) / dim);
  const bw = new Float64Array(vocabSize);
  const bc = new Float64Array(vocabSize);
  const entries = [...counts].map(([k, x]) => {
    const [i, j] = k.split(',').map(Number);
    return { i, j, logx: Math.log(x), f: x < X_MAX ? (x / X_MAX) ** ALPHA : 1 }; //@ stable other
  });
  for (let ep = 0; ep < epochs; ep++) {
    let cost = 0;
    for (const { i, j, logx, f } of entries) {
      let s = bw[i] + bc[j] - logx;
      for (let d = 0; d < dim; d++) s += W[i * dim + d] * C[j * dim + d];
      cost += 0.5 * f * s * s;
      const g = lr * f * s;
      for (let d = 0; d < dim; d++) {
        const w = W[i * dim + d];
        W[i * dim + d] -= g * C[j * dim + d];
        C[j * dim + d] -= g * w;
      }
      bw[i] -= g;
      bc[j] -= g;
    }
    console.log('epoch', ep, 'cost', cost / entries.length);
  }
  return { W, C };
}

// association strengths of a cue word to a set of candidates
function association(vectors, cue, candidates, dim) {
  const sims = candidates.map((c) => {
    let s = 0;
    for (let d = 0; d < dim; d++) s += vectors[cue * dim + d] * vectors[c * dim + d];
    return s;
  });
  let denom = 0;
  for (const s of sims) denom += Math.exp(s);
  const strengths = {};
  candidates.forEach((c, k) => {
    strengths[c] = Math.exp(sims[k]) / denom; //@ unstable naive-softmax
  });
  return strengths;
}

function pmi(pxy, px, py) {
  return Math.max(0, Math.log2(pxy / (px * py)));
}

function tfidf(tf, df, nDocs) {
  return (1 + Math.log(tf)) * Math.log(nDocs / (1 + df)); //@ stable other
}

function save(path, W, vocab, dim) {
  const lines = vocab.map((w, i) => w + ' ' + Array.from(W.subarray(i * dim, (i + 1) * dim)).join(' '));
  fs.writeFileSync(path, zlib.gzipSync(lines.join('\n')));
}

module.exports = { cooccurrence, train, association, pmi, tfidf, save };
