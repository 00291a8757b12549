'use strict';

const STOP = new Set(['the', 'a', 'an', 'of', 'and', 'to', 'in', 'is']);

function tokenize(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9\s]/g, ' ')
    .split(/\s+/)
    .filter((t) => t && !STOP.has(t));
}

function NaiveBayes(options) {
  options = options || {};
  this.alpha = options.alpha || 1;
  this.tokenizer = options.tokenizer || tokenize;
  this.vocabulary = {};
  this.vocabularySize = 0;
  this.totalDocuments = 0;
  this.docCount = {};
  this.wordCount = {};
  this.wordFrequencyCount = {};
  this.categories = {};
}

NaiveBayes.prototype.initializeCategory = function (name) {
  if (!this.categories[name]) {
    this.docCount[name] = 0;
    this.wordCount[name] = 0;
    this.wordFrequencyCount[name] = {};
    this.categories[name] = true;
  }
  return this;
};

NaiveBayes.prototype.learn = function (text, category) {
  const self = this;
  self.initializeCategory(category);
  self.docCount[category]++;
  self.totalDocuments++;
  self.tokenizer(text).forEach(function (token) {
    if (!self.vocabulary[token]) {
      self.vocabulary[token] = true;
      self.vocabularySize++;
    }
    const freq = self.wordFrequencyCount[category];
    freq[token] = (freq[token] || 0) + 1;
    self.wordCount[category]++;
  });
  return self;
};

NaiveBayes.prototype.tokenProbability = function (token, category) {
  const f = this.wordFrequencyCount[category][token] || 0;
  return (f + this.alpha) / (this.wordCount[category] + this.alpha * this.vocabularySize);
};

NaiveBayes.prototype.logScores = function (text) {
  const tokens = this.tokenizer(text);
  const scores = {};
  Object.keys(this.categories).forEach((cat) => {
    let lp = Math.log(this.docCount[cat] / this.totalDocuments); //@ stable other
    tokens.forEach((t) => {
      lp += Math.log(this.tokenProbability(t, cat)); //@ stable other
    });
    scores[cat] = lp;
  });
  return scores;
};

NaiveBayes.prototype.categorize = function (text) {
  const scores = this.logScores(text);
  return Object.keys(scores).reduce((best, c) => (scores[c] > scores[best] ? c : best));
};

/**
 * Posterior probabilities, for the confidence bars in the UI.
 */
NaiveBayes.prototype.probabilities = function (text) {
  const scores = this.logScores(text);
  const result = {};
  let total = 0;
  for (const cat in scores) {
    result[cat] = Math.exp(scores[cat]); //@ unstable naive-softmax across
    total += result[cat];
  }
  for (const cat in result) result[cat] /= total;
  return result;
};

/** log p(document), used to rank how "typical" a document is */
NaiveBayes.prototype.evidence = function (text) {
  const vals = Object.values(this.logScores(text));
  return Math.log(vals.map((v) => Math.exp(v)).reduce((a, b) => a + b)); //@ unstable naive-logsumexp across
};

NaiveBayes.prototype.idf = function (token) {
  const df = Object.keys(this.categories).filter((c) => this.wordFrequencyCount[c][token]).length;
  return Math.log((1 + Object.keys(this.categories).length) / (1 + df)) + 1; //@ stable other
};

NaiveBayes.prototype.toJson = function () {
  const state = {};
  ['categories', 'docCount', 'totalDocuments', 'vocabulary', 'vocabularySize', 'wordCount', 'wordFrequencyCount'].forEach((k) => {
    state[k] = this[k];
  });
  return JSON.stringify(state);
};

module.exports = NaiveBayes;
