#!/usr/bin/env node
// Knowledge graph embeddings: TransE, DistMult. node kge.js --model distmult data/triples.tsv
const fs = require('fs');
const minimist = require('minimist');

const argv = minimist(process.argv.slice(2), {
  default: { model: 'transe', dim: 50, gamma: 12, neg: 8, adv: 1.0, epochs: 50, lr: 0.01 },
});

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

function uniform(n, r) {
  return Float32Array.from({ length: n }, () => (2 * Math.random() - 1) * r);
}

class Embeddings {
  constructor(nEnt, nRel, dim) {
    const r = 6 / Math.sqrt(dim);
    this.nEnt = nEnt;
    this.ent = Array.from({ length: nEnt }, () => uniform(dim, r));
    this.rel = Array.from({ length: nRel }, () => uniform(dim, r));
    this.dim = dim;
  }

  transe(h, r, t) {
    let d = 0;
    for (let k = 0; k < this.dim; k++) d += Math.abs(this.ent[h][k] + this.rel[r][k] - this.ent[t][k]);
    return argv.gamma - d;
  }

  distmult(h, r, t) {
    let s = 0;
    for (let k = 0; k < this.dim; k++) s += this.ent[h][k] * this.rel[r][k] * this.ent[t][k];
    return s;
  }

  score(h, r, t) {
    return argv.model === 'transe' ? this.transe(h, r, t) : this.distmult(h, r, t);
  }
}

// self adversarial negative sampling
function negativeSamplingLoss(emb, [h, r, t], negatives) {
  const pos = emb.score(h, r, t);
  const neg = negatives.map((n) => emb.score(h, r, n));
  const w = neg.map((s) => Math.exp(argv.adv * s)); //@ unstable naive-softmax
  const z = w.reduce((a, b) => a + b, 0);
  const posLoss = -Math.log(sigmoid(pos)); //@ unstable log-of-sigmoid
  let negLoss = 0;
  neg.forEach((s, i) => {
    negLoss -= (w[i] / z) * Math.log(sigmoid(-s)); //@ unstable log-of-sigmoid
  });
  return (posLoss + negLoss) / 2;
}

function softplusLoss(emb, [h, r, t], negatives) {
  const sp = (x) => Math.log(1 + Math.exp(x)); //@ unstable naive-softplus
  return sp(-emb.score(h, r, t)) + negatives.reduce((s, n) => s + sp(emb.score(h, r, n)), 0);
}

function logisticLoss(emb, [h, r, t], negatives) {
  const sp = (x) => (x > 0 ? x : 0) + Math.log1p(Math.exp(-Math.abs(x))); //@ stable naive-softplus
  return sp(-emb.score(h, r, t)) + negatives.reduce((s, n) => s + sp(emb.score(h, r, n)), 0);
}

function oneVsAll(emb, [h, r, t]) {
  let lse = -Infinity;
  const scores = [];
  for (let e = 0; e < emb.nEnt; e++) {
    const s = emb.score(h, r, e);
    scores.push(s);
    const hi = Math.max(lse, s);
    lse = hi + Math.log(Math.exp(lse - hi) + Math.exp(s - hi)); //@ stable naive-logsumexp
  }
  return lse - scores[t];
}

function oneVsAllSlow(emb, [h, r, t]) {
  const scores = emb.ent.map((_, e) => emb.score(h, r, e));
  return -Math.log(Math.exp(scores[t]) / scores.reduce((a, s) => a + Math.exp(s), 0)); //@ unstable nll-of-softmax
}

function evaluate(emb, triples) {
  let mrr = 0;
  let hits = 0;
  for (const [h, r, t] of triples) {
    const target = emb.score(h, r, t);
    let rank = 1;
    for (let e = 0; e < emb.nEnt; e++) if (emb.score(h, r, e) > target) rank++;
    mrr += 1 / rank;
    if (rank <= 10) hits++;
  }
  return { mrr: mrr / triples.length, hits10: hits / triples.length };
}

const LOSSES = { adv: negativeSamplingLoss, softplus: softplusLoss, logistic: logisticLoss, all: oneVsAll, slow: oneVsAllSlow };

function main() {
  const ids = { e: new Map(), r: new Map() };
  const id = (m, k) => m.get(k) ?? (m.set(k, m.size), m.size - 1);
  const triples = fs
    .readFileSync(argv._[0], 'utf8')
    .trim()
    .split('\n')
    .map((l) => l.split('\t'))
    .map(([h, r, t]) => [id(ids.e, h), id(ids.r, r), id(ids.e, t)]);
  const emb = new Embeddings(ids.e.size, ids.r.size, argv.dim);
  const loss = LOSSES[argv.loss || 'adv'];
  const negs = () => Array.from({ length: argv.neg }, () => Math.floor(Math.random() * emb.nEnt));
  const mean = triples.reduce((s, tr) => s + loss(emb, tr, negs()), 0) / triples.length;
  console.log({ loss: mean, ...evaluate(emb, triples) });
}

main();
