var _ = require('lodash');

//ID3 Decision Tree Algorithm
var ID3 = function (data, target, features) {
  var targets = _.uniq(_.map(data, target));
  if (targets.length === 1) {
    return { type: 'result', val: targets[0], name: targets[0] };
  }
  if (features.length === 0) {
    var top = mostCommon(_.map(data, target));
    return { type: 'result', val: top, name: top };
  }
  var best = _.maxBy(features, function (f) { return gain(data, target, f); });
  var remaining = _.without(features, best);
  var node = { name: best, type: 'feature', vals: [] };
  _.each(_.uniq(_.map(data, best)), function (v) {
    var subset = _.filter(data, function (x) { return x[best] === v; });
    node.vals.push({ name: v, prob: subset.length / data.length, child: ID3(subset, target, remaining) });
  });
  return node;
};

function prob(val, vals) {
  return _.filter(vals, function (x) { return x === val; }).length / vals.length;
}

function log2(n) {
  return Math.log(n) / Math.log(2);
}

function entropy(vals) {
  var uniqueVals = _.uniq(vals);
  var probs = uniqueVals.map(function (x) { return prob(x, vals); });
  var logVals = probs.map(function (p) { return -p * log2(p); });
  return logVals.reduce(function (a, b) { return a + b; }, 0);
}

function gain(data, target, feature) {
  var attrVals = _.uniq(_.map(data, feature));
  var setEntropy = entropy(_.map(data, target));
  var entropies = attrVals.map(function (n) {
    var subset = _.filter(data, function (x) { return x[feature] === n; });
    return (subset.length / data.length) * entropy(_.map(subset, target));
  });
  return setEntropy - _.sum(entropies);
}

function mostCommon(l) {
  return _.maxBy(_.uniq(l), function (v) { return prob(v, l); });
}

// AdaBoost over stumps
function adaboost(samples, labels, stumps, rounds) {
  var n = samples.length;
  var w = new Array(n).fill(1 / n);
  var ensemble = [];
  for (var t = 0; t < rounds; t++) {
    var best = null, bestErr = Infinity;
    stumps.forEach(function (h) {
      var err = 0;
      for (var i = 0; i < n; i++) if (h(samples[i]) !== labels[i]) err += w[i];
      if (err < bestErr) { bestErr = err; best = h; }
    });
    bestErr = Math.min(Math.max(bestErr, 1e-10), 1 - 1e-10);
    var alpha = 0.5 * Math.log((1 - bestErr) / bestErr); //@ stable other
    var z = 0;
    for (var i = 0; i < n; i++) {
      w[i] *= Math.exp(-alpha * labels[i] * best(samples[i])); //@ stable other
      z += w[i];
    }
    for (i = 0; i < n; i++) w[i] /= z;
    ensemble.push({ alpha: alpha, h: best });
  }
  return ensemble;
}

// gradient boosted scores of each class to probabilities
function boostedProba(trees, x) {
  var scores = trees.map(function (cls) {
    return cls.reduce(function (s, tree) { return s + tree.eta * tree.predict(x); }, 0);
  });
  var total = _.sumBy(scores, Math.exp);
  return scores.map(function (s) { return Math.exp(s) / total; }); //@ unstable naive-softmax
}

module.exports = { ID3: ID3, adaboost: adaboost, boostedProba: boostedProba, entropy: entropy };
