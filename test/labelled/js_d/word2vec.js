'use strict';
// skip-gram with negative sampling, port of the C tool

var EXP_TABLE_SIZE = 1000;
var MAX_EXP = 6;
var expTable = new Float32Array(EXP_TABLE_SIZE + 1);
for (var i = 0; i < EXP_TABLE_SIZE; i++) {
  expTable[i] = Math.exp((i / EXP_TABLE_SIZE * 2 - 1) * MAX_EXP); //@ stable naive-sigmoid
  expTable[i] = expTable[i] / (expTable[i] + 1);
}

function Word2Vec(opts) {
  this.dim = opts.dim || 100;
  this.window = opts.window || 5;
  this.negative = opts.negative || 5;
  this.minCount = opts.minCount || 5;
  this.sample = opts.sample || 1e-3;
  this.alpha = opts.alpha || 0.025;
  this.vocab = [];
  this.index = {};
}

Word2Vec.prototype.buildVocab = function (tokens) {
  var counts = {}, self = this;
  tokens.forEach(function (w) { counts[w] = (counts[w] || 0) + 1; });
  this.vocab = Object.keys(counts)
    .filter(function (w) { return counts[w] >= self.minCount; })
    .map(function (w) { return { w: w, n: counts[w] }; })
    .sort(function (a, b) { return b.n - a.n; });
  this.vocab.forEach(function (v, k) { self.index[v.w] = k; });
  this.total = this.vocab.reduce(function (s, v) { return s + v.n; }, 0);
  this.syn0 = new Float32Array(this.vocab.length * this.dim)
    .map(function () { return (Math.random() - 0.5) / self.dim; });
  this.syn1 = new Float32Array(this.vocab.length * this.dim);
  this.table = [];
  var z = this.vocab.reduce(function (s, v) { return s + Math.pow(v.n, 0.75); }, 0);
  this.vocab.forEach(function (v, k) {
    var m = Math.ceil(Math.pow(v.n, 0.75) / z * 1e5);
    for (var j = 0; j < m; j++) self.table.push(k);
  });
};

Word2Vec.prototype.keep = function (k) {
  var f = this.vocab[k].n / (this.sample * this.total);
  return (Math.sqrt(f) + 1) / f > Math.random();
};

Word2Vec.prototype.score = function (c, o) {
  var s = 0;
  for (var d = 0; d < this.dim; d++) s += this.syn0[c * this.dim + d] * this.syn1[o * this.dim + d];
  return s;
};

Word2Vec.prototype.trainPair = function (c, o) {
  var neu = new Float32Array(this.dim), D = this.dim, k, d;
  for (k = 0; k <= this.negative; k++) {
    var t = k === 0 ? o : this.table[Math.floor(Math.random() * this.table.length)];
    if (k > 0 && t === o) continue;
    var label = k === 0 ? 1 : 0;
    var f = this.score(c, t), g;
    if (f > MAX_EXP) g = (label - 1) * this.alpha;
    else if (f < -MAX_EXP) g = label * this.alpha;
    else g = (label - expTable[Math.floor((f + MAX_EXP) * (EXP_TABLE_SIZE / MAX_EXP / 2))]) * this.alpha;
    for (d = 0; d < D; d++) neu[d] += g * this.syn1[t * D + d];
    for (d = 0; d < D; d++) this.syn1[t * D + d] += g * this.syn0[c * D + d];
  }
  for (d = 0; d < D; d++) this.syn0[c * D + d] += neu[d];
};

function sgm(x) { return 1 / (1 + Math.exp(-x)); }

Word2Vec.prototype.pairLoss = function (c, o, negs) {
  var self = this;
  var loss = -Math.log(sgm(this.score(c, o))); //@ unstable log-of-sigmoid across
  negs.forEach(function (n) {
    loss -= Math.log(1 - sgm(self.score(c, n))); //@ unstable log-of-sigmoid across
  });
  return loss;
};

// p(o | c) with the full vocabulary, for small corpora
Word2Vec.prototype.conditional = function (c) {
  var z = 0, p = [];
  for (var k = 0; k < this.vocab.length; k++) {
    p[k] = Math.exp(this.score(c, k)); //@ unstable naive-softmax
    z += p[k];
  }
  for (k = 0; k < p.length; k++) p[k] /= z;
  return p;
};

Word2Vec.prototype.pmi = function (pair, a, b) {
  return Math.log(pair * this.total / (this.vocab[a].n * this.vocab[b].n));
};

module.exports = Word2Vec;
