// logistic regression, batch gradient descent
var LogisticRegression = function (opts) {
  opts = opts || {};
  this.alpha = opts.alpha || 0.01;
  this.iterations = opts.iterations || 1000;
  this.lambda = opts.lambda || 0;
  this.theta = null;
  this.costs = [];
};

function g(z) {
  return 1 / (1 + Math.exp(-z));
}

LogisticRegression.prototype.hypothesis = function (x) {
  var z = this.theta[0];
  for (var i = 0; i < x.length; i++) z += this.theta[i + 1] * x[i];
  return g(z);
};

LogisticRegression.prototype.cost = function (X, y) {
  var m = y.length;
  var J = 0;
  for (var i = 0; i < m; i++) {
    var h = this.hypothesis(X[i]);
    J += -y[i] * Math.log(h) - (1 - y[i]) * Math.log(1 - h); //@ unstable bce-after-sigmoid across
  }
  var reg = 0;
  for (var j = 1; j < this.theta.length; j++) reg += this.theta[j] * this.theta[j];
  return J / m + (this.lambda / (2 * m)) * reg;
};

LogisticRegression.prototype.train = function (X, y) {
  var n = X[0].length;
  this.theta = [];
  for (var k = 0; k <= n; k++) this.theta.push(0);
  for (var it = 0; it < this.iterations; it++) {
    var grad = this.theta.map(function () { return 0; });
    for (var i = 0; i < X.length; i++) {
      var d = this.hypothesis(X[i]) - y[i];
      grad[0] += d;
      for (var j = 0; j < n; j++) grad[j + 1] += d * X[i][j];
    }
    for (var t = 0; t < this.theta.length; t++) {
      this.theta[t] -= (this.alpha / X.length) * (grad[t] + (t > 0 ? this.lambda * this.theta[t] : 0));
    }
    if (it % 100 === 0) this.costs.push(this.cost(X, y));
  }
};

LogisticRegression.prototype.logFeatures = function (row) {
  return row.map(function (v) {
    return Math.log1p(v);
  });
};

LogisticRegression.prototype.oddsRatio = function (j) {
  return Math.exp(this.theta[j]); //@ stable other
};

LogisticRegression.prototype.probability = function (x) {
  var z = this.theta[0];
  for (var i = 0; i < x.length; i++) z += this.theta[i + 1] * x[i];
  var e = Math.exp(z);
  return e / (1 + e); //@ unstable naive-sigmoid
};

if (typeof module !== 'undefined') module.exports = LogisticRegression;
