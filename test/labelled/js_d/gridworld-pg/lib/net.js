'use strict';

function gauss() {
  var u = 0, v = 0;
  while (u === 0) u = Math.random();
  while (v === 0) v = Math.random();
  return Math.sqrt(-2.0 * Math.log(u)) * Math.cos(2.0 * Math.PI * v);
}

function Dense(nIn, nOut) {
  this.nIn = nIn;
  this.nOut = nOut;
  this.w = new Float64Array(nIn * nOut);
  this.b = new Float64Array(nOut);
  var s = Math.sqrt(1 / nIn);
  for (var i = 0; i < this.w.length; i++) this.w[i] = gauss() * s;
  this.dw = new Float64Array(this.w.length);
  this.db = new Float64Array(nOut);
}

Dense.prototype.forward = function (x) {
  this.x = x;
  var y = new Float64Array(this.nOut);
  for (var o = 0; o < this.nOut; o++) {
    var a = this.b[o];
    for (var i = 0; i < this.nIn; i++) a += this.w[o * this.nIn + i] * x[i];
    y[o] = a;
  }
  return y;
};

Dense.prototype.backward = function (dy) {
  var dx = new Float64Array(this.nIn);
  for (var o = 0; o < this.nOut; o++) {
    this.db[o] += dy[o];
    for (var i = 0; i < this.nIn; i++) {
      this.dw[o * this.nIn + i] += dy[o] * this.x[i];
      dx[i] += dy[o] * this.w[o * this.nIn + i];
    }
  }
  return dx;
};

Dense.prototype.step = function (lr) {
  for (var i = 0; i < this.w.length; i++) { this.w[i] -= lr * this.dw[i]; this.dw[i] = 0; }
  for (var o = 0; o < this.nOut; o++) { this.b[o] -= lr * this.db[o]; this.db[o] = 0; }
};

function SoftmaxLayer() { this.out = null; }

SoftmaxLayer.prototype.forward = function (x) {
  var amax = x[0], i;
  for (i = 1; i < x.length; i++) if (x[i] > amax) amax = x[i];
  var es = new Float64Array(x.length), esum = 0.0;
  for (i = 0; i < x.length; i++) {
    var e = Math.exp(x[i] - amax); //@ stable naive-softmax
    esum += e;
    es[i] = e;
  }
  for (i = 0; i < x.length; i++) es[i] /= esum;
  this.out = es;
  return es;
};

// loss is the negative log of the picked class, gradient goes to the inputs
SoftmaxLayer.prototype.backward = function (y) {
  var dx = new Float64Array(this.out.length);
  for (var i = 0; i < dx.length; i++) dx[i] = this.out[i] - (i === y ? 1 : 0);
  this.dx = dx;
  return -Math.log(this.out[y]); //@ unstable nll-of-softmax across
};

module.exports = { Dense: Dense, SoftmaxLayer: SoftmaxLayer, gauss: gauss };
