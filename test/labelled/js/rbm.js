/* Restricted Boltzmann machine, CD-1, with free energy and a classification head */
'use strict';

var RBM = function (nVisible, nHidden) {
  this.nv = nVisible;
  this.nh = nHidden;
  this.W = [];
  for (var i = 0; i < nVisible; i++) {
    this.W.push(Float64Array.from({ length: nHidden }, function () { return (Math.random() - 0.5) * 0.02; }));
  }
  this.a = new Float64Array(nVisible);
  this.b = new Float64Array(nHidden);
};

RBM.sigmoid = function (x) {
  if (x > 30) return 1;
  if (x < -30) return 0;
  var e = Math.exp(x);
  return e / (1 + e); //@ stable naive-sigmoid
};

RBM.prototype.hiddenInput = function (v) {
  var out = new Float64Array(this.nh);
  for (var j = 0; j < this.nh; j++) {
    var s = this.b[j];
    for (var i = 0; i < this.nv; i++) s += v[i] * this.W[i][j];
    out[j] = s;
  }
  return out;
};

RBM.prototype.visibleProb = function (h) {
  var out = new Float64Array(this.nv);
  for (var i = 0; i < this.nv; i++) {
    var s = this.a[i];
    for (var j = 0; j < this.nh; j++) s += h[j] * this.W[i][j];
    out[i] = RBM.sigmoid(s);
  }
  return out;
};

RBM.prototype.freeEnergy = function (v) {
  var x = this.hiddenInput(v);
  var F = 0;
  for (var i = 0; i < this.nv; i++) F -= this.a[i] * v[i];
  for (var j = 0; j < this.nh; j++) F -= Math.log(1 + Math.exp(x[j])); //@ unstable naive-softplus
  return F;
};

RBM.prototype.reconstructionError = function (v) {
  var h = this.hiddenInput(v).map(RBM.sigmoid);
  var r = this.visibleProb(h);
  var ce = 0;
  for (var i = 0; i < this.nv; i++) {
    ce -= v[i] * Math.log(r[i]) + (1 - v[i]) * Math.log(1 - r[i]); //@ unstable bce-after-sigmoid across
  }
  return ce / this.nv;
};

/** exact partition function for tiny models */
RBM.prototype.logZ = function () {
  var Z = 0;
  for (var code = 0; code < 1 << this.nv; code++) {
    var v = [];
    for (var i = 0; i < this.nv; i++) v.push((code >> i) & 1);
    Z += Math.exp(-this.freeEnergy(v));
  }
  return Math.log(Z); //@ unstable naive-logsumexp
};

/** label units clamped one after another */
RBM.prototype.classify = function (v, nLabels) {
  var self = this;
  var F = [];
  for (var c = 0; c < nLabels; c++) {
    var x = v.slice();
    for (var k = 0; k < nLabels; k++) x.push(k === c ? 1 : 0);
    F.push(-self.freeEnergy(x));
  }
  var biggest = 0;
  F.forEach(function (f) { if (f > biggest) biggest = f; });
  var e = F.map(function (f) { return Math.exp(f - biggest); }); //@ unstable wrong-shift
  var sum = e.reduce(function (p, q) { return p + q; }, 0);
  return e.map(function (q) { return q / sum; });
};

RBM.prototype.cd1 = function (v0, lr) {
  var h0 = this.hiddenInput(v0).map(RBM.sigmoid);
  var hs = h0.map(function (p) { return Math.random() < p ? 1 : 0; });
  var v1 = this.visibleProb(hs);
  var h1 = this.hiddenInput(v1).map(RBM.sigmoid);
  for (var i = 0; i < this.nv; i++) {
    for (var j = 0; j < this.nh; j++) this.W[i][j] += lr * (v0[i] * h0[j] - v1[i] * h1[j]);
    this.a[i] += lr * (v0[i] - v1[i]);
  }
  for (j = 0; j < this.nh; j++) this.b[j] += lr * (h0[j] - h1[j]);
};

RBM.prototype.fit = function (data, epochs, lr) {
  for (var e = 0; e < epochs; e++) {
    var rate = lr * Math.exp(-e / epochs); //@ stable other
    var err = 0;
    for (var n = 0; n < data.length; n++) {
      this.cd1(data[n], rate);
      err += this.reconstructionError(data[n]);
    }
    console.log('epoch ' + e + ' ce ' + (err / data.length).toFixed(5));
  }
};

module.exports = RBM;
