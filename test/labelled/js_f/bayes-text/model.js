const { tokenize } = require('./tokenizer');
const { mapValues, normalize, softNormalize } = require('./util');

function NaiveBayes(options) {
  this.alpha = (options && options.alpha) || 1;
  this.vocabulary = new Set();
  this.docCount = {};
  this.wordCount = {};
  this.wordFrequency = {};
  this.total = 0;
}

NaiveBayes.prototype.learn = function (text, category) {
  if (!this.docCount[category]) {
    this.docCount[category] = 0;
    this.wordCount[category] = 0;
    this.wordFrequency[category] = Object.create(null);
  }
  this.docCount[category]++;
  this.total++;
  for (const w of tokenize(text)) {
    this.vocabulary.add(w);
    this.wordFrequency[category][w] = (this.wordFrequency[category][w] || 0) + 1;
    this.wordCount[category]++;
  }
  return this;
};

NaiveBayes.prototype.tokenLogProb = function (w, c) {
  const f = this.wordFrequency[c][w] || 0;
  return Math.log((f + this.alpha) / (this.wordCount[c] + this.alpha * this.vocabulary.size)); //@ stable other
};

NaiveBayes.prototype.scores = function (text) {
  const words = tokenize(text);
  const out = {};
  for (const c of Object.keys(this.docCount)) {
    let s = Math.log(this.docCount[c] / this.total); //@ stable other
    for (const w of words) s += this.tokenLogProb(w, c);
    out[c] = s;
  }
  return out;
};

// Bernoulli event model
NaiveBayes.prototype.bernoulliScore = function (text, c, docFreq) {
  const present = new Set(tokenize(text));
  let s = 0;
  for (const w of this.vocabulary) {
    const p = ((docFreq[c][w] || 0) + 1) / (this.docCount[c] + 2);
    s += present.has(w) ? Math.log(p) : Math.log(1 - p); //@ stable bce-after-sigmoid
  }
  return s;
};

NaiveBayes.prototype.categorize = function (text) {
  const s = this.scores(text);
  return Object.keys(s).sort((a, b) => s[b] - s[a])[0];
};

NaiveBayes.prototype.probabilities = function (text) {
  const likelihood = mapValues(this.scores(text), (s) => Math.exp(s)); //@ unstable naive-softmax across
  return normalize(likelihood);
};

NaiveBayes.prototype.confidence = function (text) {
  return Math.max(...Object.values(softNormalize(this.scores(text))));
};

module.exports = NaiveBayes;
