"use strict";
var STOP = ['the', 'a', 'an', 'and', 'or', 'of', 'to', 'in'];

function tokenize(text) {
  return text.toLowerCase().replace(/[^a-z0-9\s]/g, ' ').split(/\s+/).filter(function (w) {
    return w && STOP.indexOf(w) < 0;
  });
}

function Naivebayes(options) {
  this.alpha = (options && options.alpha) || 1;
  this.vocabulary = {};
  this.vocabularySize = 0;
  this.totalDocuments = 0;
  this.docCount = {};
  this.wordCount = {};
  this.wordFrequencyCount = {};
  this.categories = {};
}

Naivebayes.prototype.initializeCategory = function (name) {
  if (!this.categories[name]) {
    this.docCount[name] = 0;
    this.wordCount[name] = 0;
    this.wordFrequencyCount[name] = {};
    this.categories[name] = true;
  }
  return this;
};

Naivebayes.prototype.learn = function (text, category) {
  var self = this;
  self.initializeCategory(category);
  self.docCount[category]++;
  self.totalDocuments++;
  tokenize(text).forEach(function (t) {
    if (!self.vocabulary[t]) {
      self.vocabulary[t] = true;
      self.vocabularySize++;
    }
    self.wordFrequencyCount[category][t] = (self.wordFrequencyCount[category][t] || 0) + 1;
    self.wordCount[category]++;
  });
  return self;
};

Naivebayes.prototype.tokenProbability = function (token, category) {
  var f = this.wordFrequencyCount[category][token] || 0;
  return (f + this.alpha) / (this.wordCount[category] + this.alpha * this.vocabularySize);
};

Naivebayes.prototype.scores = function (text) {
  var self = this, out = {};
  var tokens = tokenize(text);
  Object.keys(this.categories).forEach(function (c) {
    var lp = Math.log(self.docCount[c] / self.totalDocuments); //@ stable other
    tokens.forEach(function (t) {
      lp += Math.log(self.tokenProbability(t, c)); //@ stable other
    });
    out[c] = lp;
  });
  return out;
};

Naivebayes.prototype.categorize = function (text) {
  var s = this.scores(text), best = null, max = -Infinity;
  for (var c in s) {
    if (s[c] > max) { max = s[c]; best = c; }
  }
  return best;
};

// posterior, for the UI bars
Naivebayes.prototype.probabilities = function (text) {
  var s = this.scores(text), total = 0, out = {};
  for (var c in s) {
    out[c] = Math.exp(s[c]); //@ unstable naive-softmax across
    total += out[c];
  }
  for (var k in out) out[k] /= total;
  return out;
};

Naivebayes.prototype.confidences = function (text) {
  var s = this.scores(text);
  var keys = Object.keys(s);
  var top = Math.max.apply(Math, keys.map(function (k) { return s[k]; }));
  var total = 0;
  keys.forEach(function (k) { s[k] = Math.exp(s[k] - top); total += s[k]; }); //@ stable naive-softmax
  keys.forEach(function (k) { s[k] /= total; });
  return s;
};

module.exports = function (options) { return new Naivebayes(options); };
