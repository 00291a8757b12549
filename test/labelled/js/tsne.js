var tsnelib = tsnelib || {};

(function (global) {
  'use strict';

  function gaussRandom() {
    var u = 2 * Math.random() - 1;
    var v = 2 * Math.random() - 1;
    var r = u * u + v * v;
    if (r === 0 || r > 1) return gaussRandom();
    return u * Math.sqrt((-2 * Math.log(r)) / r); //@ stable other
  }

  function pairwise(X) {
    var N = X.length;
    var D = new Float64Array(N * N);
    for (var i = 0; i < N; i++) {
      for (var j = i + 1; j < N; j++) {
        var d = 0;
        for (var k = 0; k < X[i].length; k++) d += (X[i][k] - X[j][k]) * (X[i][k] - X[j][k]);
        D[i * N + j] = d;
        D[j * N + i] = d;
      }
    }
    return D;
  }

  // binary search for the bandwidth that gives the wanted perplexity
  function d2p(D, perplexity, tol) {
    var N = Math.floor(Math.sqrt(D.length));
    var Htarget = Math.log(perplexity); //@ stable other
    var P = new Float64Array(N * N);
    var prow = new Float64Array(N);
    for (var i = 0; i < N; i++) {
      var lo = -Infinity, hi = Infinity, beta = 1, done = false, num = 0;
      while (!done) {
        var psum = 0.0;
        for (var j = 0; j < N; j++) {
          var pj = i === j ? 0 : Math.exp(-D[i * N + j] * beta);
          prow[j] = pj;
          psum += pj;
        }
        var H = 0.0;
        for (j = 0; j < N; j++) {
          var p = psum === 0 ? 0 : prow[j] / psum;
          prow[j] = p;
          if (p > 1e-7) H -= p * Math.log(p); //@ stable log-of-softmax
        }
        if (H > Htarget) {
          lo = beta;
          beta = hi === Infinity ? beta * 2 : (beta + hi) / 2;
        } else {
          hi = beta;
          beta = lo === -Infinity ? beta / 2 : (beta + lo) / 2;
        }
        num++;
        if (Math.abs(H - Htarget) < tol || num >= 50) done = true;
      }
      for (j = 0; j < N; j++) P[i * N + j] = prow[j];
    }
    var out = new Float64Array(N * N);
    for (i = 0; i < N; i++) {
      for (j = 0; j < N; j++) out[i * N + j] = Math.max((P[i * N + j] + P[j * N + i]) / (2 * N), 1e-100);
    }
    return out;
  }

  var TSNE = function (opt) {
    opt = opt || {};
    this.perplexity = opt.perplexity || 30;
    this.epsilon = opt.epsilon || 10;
    this.dim = opt.dim || 2;
    this.iter = 0;
  };

  TSNE.prototype.init = function (X) {
    this.N = X.length;
    this.P = d2p(pairwise(X), this.perplexity, 1e-4);
    this.Y = X.map(function () {
      return [gaussRandom() * 1e-4, gaussRandom() * 1e-4];
    });
  };

  TSNE.prototype.cost = function () {
    var N = this.N, P = this.P, Y = this.Y;
    var pmul = this.iter < 100 ? 4 : 1;
    var Qu = new Float64Array(N * N);
    var qsum = 0.0;
    for (var i = 0; i < N; i++) {
      for (var j = i + 1; j < N; j++) {
        var dx = Y[i][0] - Y[j][0], dy = Y[i][1] - Y[j][1];
        var qu = 1.0 / (1.0 + dx * dx + dy * dy);
        Qu[i * N + j] = Qu[j * N + i] = qu;
        qsum += 2 * qu;
      }
    }
    var cost = 0.0, grad = [];
    for (i = 0; i < N; i++) {
      var g = [0, 0];
      for (j = 0; j < N; j++) {
        var q = Math.max(Qu[i * N + j] / qsum, 1e-100);
        cost += -P[i * N + j] * Math.log(q); //@ stable log-of-softmax
        var premult = 4 * (pmul * P[i * N + j] - q) * Qu[i * N + j];
        for (var d = 0; d < 2; d++) g[d] += premult * (Y[i][d] - Y[j][d]);
      }
      grad.push(g);
    }
    return { cost: cost, grad: grad };
  };

  TSNE.prototype.step = function () {
    this.iter++;
    var cg = this.cost();
    for (var i = 0; i < this.N; i++) {
      for (var d = 0; d < 2; d++) this.Y[i][d] -= this.epsilon * cg.grad[i][d];
    }
    return cg.cost;
  };

  global.TSNE = TSNE;
})(tsnelib);
