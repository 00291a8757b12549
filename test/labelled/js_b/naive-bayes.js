'use strict';

const STOP = new Set(['the', 'a', 'an', 'and', 'or', 'of', 'to']);

function tokenize(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z\s]/g, ' ')
    .split(/\s+/)
    .filter((w) => w && !STOP.has(w));
}

function NaiveBayes(options) {
  this.alpha = (options && options.alpha) || 1;
  this.docCount = {};
  this.wordCount = {};
  this.wordFreq = {};
  this.vocab = {};
  this.vocabSize = 0;
  this.totalDocs = 0;
}

NaiveBayes.prototype.learn = function (text, category) {
  const self = this;
  if (!this.docCount[category]) {
    this.docCount[category] = 0;
    this.wordCount[category] = 0;
    this.wordFreq[category] = {};
  }
  this.docCount[category]++;
  this.totalDocs++;
  tokenize(text).forEach(function (w) {
    if (!self.vocab[w]) {
      self.vocab[w] = true;
      self.vocabSize++;
    }
    self.wordFreq[category][w] = (self.wordFreq[category][w] || 0) + 1;
    self.wordCount[category]++;
  });
  return this;
};

NaiveBayes.prototype.wordProbability = function (word, category) {
  const c = this.wordFreq[category][word] || 0;
  return (c + this.alpha) / (this.wordCount[category] + this.alpha * this.vocabSize);
};

NaiveBayes.prototype.scores = function (text) {
  const self = this;
  const words = tokenize(text);
  const result = {};
  Object.keys(this.docCount).forEach(function (category) {
    let logProb = Math.log(self.docCount[category] / self.totalDocs);
    words.forEach(function (w) {
      logProb += Math.log(self.wordProbability(w, category));
    });
    result[category] = logProb;
  });
  return result;
};

NaiveBayes.prototype.categorize = function (text) {
  const s = this.scores(text);
  return Object.keys(s).reduce((a, b) => (s[a] >= s[b] ? a : b));
};

NaiveBayes.prototype.probabilities = function (text) {
  const s = this.scores(text);
  const keys = Object.keys(s);
  let norm = 0;
  const out = {};
  keys.forEach((k) => {
    out[k] = Math.exp(s[k]); //@ unstable naive-softmax
    norm += out[k];
  });
  keys.forEach((k) => {
    out[k] = out[k] / norm;
  });
  return out;
};

module.exports = NaiveBayes;
