'use strict';

// FTRL-Proximal for click prediction, and Hedge over several learners

function FTRL(opts) {
  opts = opts || {};
  this.alpha = opts.alpha || 0.1;
  this.beta = opts.beta || 1;
  this.l1 = opts.l1 || 1;
  this.l2 = opts.l2 || 1;
  this.D = opts.bits ? 1 << opts.bits : 1 << 18;
  this.n = new Float64Array(this.D);
  this.z = new Float64Array(this.D);
}

FTRL.prototype.weight = function (i) {
  var z = this.z[i];
  if (Math.abs(z) <= this.l1) return 0;
  return (Math.sign(z) * this.l1 - z) / ((this.beta + Math.sqrt(this.n[i])) / this.alpha + this.l2);
};

FTRL.prototype.predict = function (idx) {
  var wTx = 0;
  for (var k = 0; k < idx.length; k++) wTx += this.weight(idx[k]);
  return 1 / (1 + Math.exp(-Math.max(Math.min(wTx, 35), -35))); //@ stable naive-sigmoid
};

FTRL.prototype.margin = function (idx) {
  var self = this;
  return idx.reduce(function (s, i) { return s + self.weight(i); }, 0);
};

FTRL.prototype.update = function (idx, p, y) {
  var g = p - y;
  for (var k = 0; k < idx.length; k++) {
    var i = idx[k];
    var sigma = (Math.sqrt(this.n[i] + g * g) - Math.sqrt(this.n[i])) / this.alpha;
    this.z[i] += g - sigma * this.weight(i);
    this.n[i] += g * g;
  }
};

function logloss(p, y) {
  p = Math.max(Math.min(p, 1 - 1e-14), 1e-14);
  return y === 1 ? -Math.log(p) : -Math.log(1 - p);
}

function Hedge(n, eta) {
  this.eta = eta;
  this.cum = new Array(n).fill(0);
}

Hedge.prototype.weights = function () {
  var eta = this.eta;
  var best = Math.min.apply(null, this.cum);
  var w = this.cum.map(function (L) { return Math.exp(-eta * (L - best)); }); //@ stable naive-softmax
  var s = w.reduce(function (a, b) { return a + b; }, 0);
  return w.map(function (x) { return x / s; });
};

Hedge.prototype.observe = function (losses) {
  for (var i = 0; i < losses.length; i++) this.cum[i] += losses[i];
};

// total loss of the exponentially weighted mixture, grows with the stream
Hedge.prototype.mixLoss = function () {
  var s = 0;
  for (var i = 0; i < this.cum.length; i++) {
    s += Math.exp(-this.eta * this.cum[i]); //@ unstable naive-logsumexp
  }
  return -Math.log(s / this.cum.length) / this.eta;
};

function Passive(D) {
  this.w = new Float64Array(D);
}

Passive.prototype.step = function (idx, y, C) {
  var m = 0, w = this.w;
  idx.forEach(function (i) { m += w[i]; });
  var loss = Math.max(0, 1 - y * m);
  var tau = Math.min(C, loss / idx.length);
  idx.forEach(function (i) { w[i] += tau * y; });
  return loss;
};

function hash(str, D) {
  var h = 5381;
  for (var i = 0; i < str.length; i++) h = ((h << 5) + h + str.charCodeAt(i)) >>> 0;
  return h % D;
}

function run(lines) {
  var experts = [0.01, 0.05, 0.1].map(function (a) { return new FTRL({ alpha: a }); });
  var hedge = new Hedge(experts.length, 0.05);
  var total = 0;
  lines.forEach(function (line, t) {
    var cols = line.split(',');
    var y = Number(cols[0]);
    var idx = cols.slice(1).map(function (v, c) { return hash(c + '_' + v, experts[0].D); });
    var ps = experts.map(function (e) { return e.predict(idx); });
    var w = hedge.weights();
    var p = ps.reduce(function (s, q, k) { return s + q * w[k]; }, 0);
    total += logloss(p, y);
    hedge.observe(ps.map(function (q) { return logloss(q, y); }));
    experts.forEach(function (e, k) { e.update(idx, ps[k], y); });
    if (t % 10000 === 0) console.log(t, (total / (t + 1)).toFixed(5), hedge.mixLoss().toFixed(2));
  });
}

module.exports = { FTRL: FTRL, Hedge: Hedge, Passive: Passive, run: run };
