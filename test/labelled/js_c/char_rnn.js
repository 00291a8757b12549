// Character level RNN in the spirit of the classic demos. Trains in a worker.
'use strict';

var hiddenSize = 100;
var seqLength = 25;
var learningRate = 1e-1;

function zeros(n) {
  return new Float64Array(n);
}

function randArr(n, s) {
  return Float64Array.from({ length: n }, function () {
    return (Math.random() * 2 - 1) * s;
  });
}

function CharRNN(text) {
  this.chars = Array.from(new Set(text));
  this.ix = {};
  this.chars.forEach((c, i) => (this.ix[c] = i));
  this.data = Array.from(text, (c) => this.ix[c]);
  this.V = this.chars.length;
  this.Wxh = randArr(hiddenSize * this.V, 0.01);
  this.Whh = randArr(hiddenSize * hiddenSize, 0.01);
  this.Why = randArr(this.V * hiddenSize, 0.01);
  this.bh = zeros(hiddenSize);
  this.by = zeros(this.V);
  this.smoothLoss = -Math.log(1 / this.V) * seqLength; //@ stable other
}

CharRNN.prototype.hidden = function (x, h) {
  var out = zeros(hiddenSize);
  for (var i = 0; i < hiddenSize; i++) {
    var s = this.bh[i] + this.Wxh[i * this.V + x];
    for (var j = 0; j < hiddenSize; j++) s += this.Whh[i * hiddenSize + j] * h[j];
    out[i] = Math.tanh(s);
  }
  return out;
};

CharRNN.prototype.scores = function (h) {
  var y = zeros(this.V);
  for (var o = 0; o < this.V; o++) {
    var s = this.by[o];
    for (var j = 0; j < hiddenSize; j++) s += this.Why[o * hiddenSize + j] * h[j];
    y[o] = s;
  }
  return y;
};

CharRNN.prototype.lossFun = function (inputs, targets, hprev) {
  var loss = 0;
  var h = hprev;
  var cache = [];
  for (var t = 0; t < inputs.length; t++) {
    h = this.hidden(inputs[t], h);
    var y = this.scores(h);
    var p = zeros(this.V);
    var z = 0;
    for (var i = 0; i < this.V; i++) {
      p[i] = Math.exp(y[i]); //@ unstable naive-softmax
      z += p[i];
    }
    for (i = 0; i < this.V; i++) p[i] /= z;
    loss += -Math.log(p[targets[t]]); //@ unstable nll-of-softmax
    cache.push({ h: h, p: p });
  }
  return { loss: loss, cache: cache, h: h };
};

CharRNN.prototype.outputGrad = function (cache, targets) {
  var dWhy = zeros(this.Why.length);
  for (var t = cache.length - 1; t >= 0; t--) {
    var dy = cache[t].p.slice();
    dy[targets[t]] -= 1;
    for (var o = 0; o < this.V; o++)
      for (var j = 0; j < hiddenSize; j++) dWhy[o * hiddenSize + j] += dy[o] * cache[t].h[j];
  }
  return dWhy.map((g) => Math.max(-5, Math.min(5, g)));
};

CharRNN.prototype.sample = function (seed, n, temperature) {
  var h = zeros(hiddenSize);
  var x = seed;
  var out = '';
  for (var t = 0; t < n; t++) {
    h = this.hidden(x, h);
    var y = this.scores(h);
    var best = Number.MIN_VALUE;
    for (var i = 0; i < y.length; i++) if (y[i] / temperature > best) best = y[i] / temperature;
    var ps = Array.from(y, (v) => Math.exp(v / temperature - best)); //@ unstable wrong-shift
    var total = ps.reduce((a, b) => a + b, 0);
    var r = Math.random() * total;
    x = ps.findIndex((p) => (r -= p) <= 0);
    out += this.chars[x];
  }
  return out;
};

self.onmessage = function (ev) {
  var rnn = new CharRNN(ev.data.text);
  var h = zeros(hiddenSize);
  for (var n = 0, p = 0; n < ev.data.iters; n++, p += seqLength) {
    if (p + seqLength + 1 >= rnn.data.length) p = 0;
    var inp = rnn.data.slice(p, p + seqLength);
    var tgt = rnn.data.slice(p + 1, p + seqLength + 1);
    var res = rnn.lossFun(inp, tgt, h);
    h = res.h;
    var g = rnn.outputGrad(res.cache, tgt);
    for (var k = 0; k < g.length; k++) rnn.Why[k] -= learningRate * g[k];
    rnn.smoothLoss = rnn.smoothLoss * 0.999 + res.loss * 0.001;
    if (n % 100 === 0) {
      self.postMessage({ iter: n, loss: rnn.smoothLoss, ppl: Math.exp(rnn.smoothLoss / seqLength), text: rnn.sample(inp[0], 80, 0.8) }); //@ stable other
    }
  }
};
