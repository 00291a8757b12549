(function (global) {
  'use strict';

  function xtod(X) {
    var n = X.length, D = new Float64Array(n * n);
    for (var i = 0; i < n; i++) {
      for (var j = i + 1; j < n; j++) {
        var d = 0;
        for (var k = 0; k < X[i].length; k++) d += Math.pow(X[i][k] - X[j][k], 2);
        D[i * n + j] = d;
        D[j * n + i] = d;
      }
    }
    return D;
  }

  function d2p(D, perplexity, tol) {
    var n = Math.sqrt(D.length);
    var target = Math.log(perplexity);
    var P = new Float64Array(n * n);
    var row = new Float64Array(n);
    for (var i = 0; i < n; i++) {
      var lo = -Infinity, hi = Infinity, beta = 1;
      for (var tries = 0; tries < 50; tries++) {
        var sum = 0;
        for (var j = 0; j < n; j++) {
          row[j] = i === j ? 0 : Math.exp(-D[i * n + j] * beta);
          sum += row[j];
        }
        var H = 0;
        for (j = 0; j < n; j++) {
          var p = sum === 0 ? 0 : row[j] / sum;
          row[j] = p;
          if (p > 1e-7) H -= p * Math.log(p); //@ stable log-of-softmax
        }
        if (Math.abs(H - target) < tol) break;
        if (H > target) {
          lo = beta;
          beta = hi === Infinity ? beta * 2 : (beta + hi) / 2;
        } else {
          hi = beta;
          beta = lo === -Infinity ? beta / 2 : (beta + lo) / 2;
        }
      }
      P.set(row, i * n);
    }
    var out = new Float64Array(n * n);
    for (i = 0; i < n; i++) {
      for (j = 0; j < n; j++) out[i * n + j] = Math.max((P[i * n + j] + P[j * n + i]) / (2 * n), 1e-100);
    }
    return out;
  }

  var TSNE = function (opt) {
    this.perplexity = opt.perplexity || 30;
    this.epsilon = opt.epsilon || 10;
    this.iter = 0;
  };

  TSNE.prototype.init = function (X) {
    this.P = d2p(xtod(X), this.perplexity, 1e-4);
    this.N = X.length;
    this.Y = X.map(function () { return [(Math.random() - 0.5) * 1e-2, (Math.random() - 0.5) * 1e-2]; });
  };

  TSNE.prototype.step = function () {
    this.iter += 1;
    var N = this.N, P = this.P, Y = this.Y, exag = this.iter < 100 ? 4 : 1;
    var Q = new Float64Array(N * N), z = 0, cost = 0, i, j;
    for (i = 0; i < N; i++) {
      for (j = i + 1; j < N; j++) {
        var q = 1 / (1 + Math.pow(Y[i][0] - Y[j][0], 2) + Math.pow(Y[i][1] - Y[j][1], 2));
        Q[i * N + j] = q;
        Q[j * N + i] = q;
        z += 2 * q;
      }
    }
    for (i = 0; i < N; i++) {
      var g = [0, 0];
      for (j = 0; j < N; j++) {
        var qn = Math.max(Q[i * N + j] / z, 1e-100);
        cost += -P[i * N + j] * Math.log(qn); //@ stable log-of-softmax
        var m = 4 * (exag * P[i * N + j] - qn) * Q[i * N + j];
        g[0] += m * (Y[i][0] - Y[j][0]);
        g[1] += m * (Y[i][1] - Y[j][1]);
      }
      Y[i][0] -= this.epsilon * g[0];
      Y[i][1] -= this.epsilon * g[1];
    }
    return cost;
  };

  // nearest labelled neighbours vote with a kernel
  function kernelVote(x, points, labels, h) {
    var votes = {};
    points.forEach(function (p, i) {
      var d2 = p.reduce(function (s, v, k) { return s + (v - x[k]) * (v - x[k]); }, 0);
      votes[labels[i]] = (votes[labels[i]] || 0) + Math.exp(-d2 / (2 * h * h)); //@ stable naive-softmax
    });
    return votes;
  }

  global.tsnejs = { TSNE: TSNE, kernelVote: kernelVote };
})(typeof module !== 'undefined' ? module.exports : window);
