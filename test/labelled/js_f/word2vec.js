// skip-gram with negative sampling, port of the C tool
const fs = require('fs');

const EXP_TABLE_SIZE = 1000;
const MAX_EXP = 6;
const expTable = new Float32Array(EXP_TABLE_SIZE + 1);
for (let i = 0; i <= EXP_TABLE_SIZE; i++) {
  const e = Math.exp((i / EXP_TABLE_SIZE * 2 - 1) * MAX_EXP);
  expTable[i] = e / (e + 1); //@ stable naive-sigmoid
}

function fastSigmoid(f) {
  if (f > MAX_EXP) f = MAX_EXP;
  else if (f < -MAX_EXP) f = -MAX_EXP;
  return expTable[((f + MAX_EXP) * (EXP_TABLE_SIZE / MAX_EXP / 2)) | 0];
}

function sigmoid(f) {
  return 1 / (1 + Math.exp(-f)); //@ stable naive-sigmoid
}

class Word2Vec {
  constructor({ dim = 100, window = 5, negative = 5, alpha = 0.025, minCount = 5 } = {}) {
    Object.assign(this, { dim, window, negative, alpha, minCount });
    this.vocab = new Map();
    this.counts = [];
    this.words = [];
  }

  buildVocab(tokens) {
    const c = {};
    for (const t of tokens) c[t] = (c[t] || 0) + 1;
    Object.keys(c).filter(w => c[w] >= this.minCount).forEach(w => {
      this.vocab.set(w, this.words.length);
      this.words.push(w);
      this.counts.push(c[w]);
    });
    const V = this.words.length;
    this.syn0 = Float32Array.from({ length: V * this.dim }, () => (Math.random() - 0.5) / this.dim);
    this.syn1 = new Float32Array(V * this.dim);
    const pow = this.counts.map(n => Math.pow(n, 0.75));
    const z = pow.reduce((a, b) => a + b, 0);
    let acc = 0;
    this.cdf = pow.map(p => (acc += p / z));
  }

  negSample() {
    const r = Math.random();
    let lo = 0, hi = this.cdf.length - 1;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.cdf[mid] < r) lo = mid + 1; else hi = mid;
    }
    return lo;
  }

  score(a, b) {
    let s = 0;
    for (let d = 0; d < this.dim; d++) s += this.syn0[a * this.dim + d] * this.syn1[b * this.dim + d];
    return s;
  }

  trainPair(center, ctx) {
    const err = new Float32Array(this.dim);
    let loss = 0;
    for (let n = 0; n <= this.negative; n++) {
      const target = n === 0 ? ctx : this.negSample();
      const label = n === 0 ? 1 : 0;
      const f = fastSigmoid(this.score(center, target));
      loss -= label ? Math.log(f) : Math.log(1 - f); //@ stable log-of-sigmoid
      const g = (label - f) * this.alpha;
      for (let d = 0; d < this.dim; d++) {
        err[d] += g * this.syn1[target * this.dim + d];
        this.syn1[target * this.dim + d] += g * this.syn0[center * this.dim + d];
      }
    }
    for (let d = 0; d < this.dim; d++) this.syn0[center * this.dim + d] += err[d];
    return loss;
  }

  // exact objective on held-out pairs
  evaluate(pairs) {
    let total = 0;
    for (const [c, o] of pairs) {
      total += -Math.log(sigmoid(this.score(c, o))); //@ unstable log-of-sigmoid
      for (let k = 0; k < this.negative; k++) {
        const p = sigmoid(this.score(c, this.negSample()));
        total += -Math.log(1 - p); //@ unstable log-of-sigmoid
      }
    }
    return total / pairs.length;
  }

  // log P(o|c) with the full vocabulary, slow
  logLikelihood(c, o) {
    let Z = 0;
    for (let w = 0; w < this.words.length; w++) Z += Math.exp(this.score(c, w));
    return this.score(c, o) - Math.log(Z); //@ unstable naive-logsumexp
  }

  keepProb(w, total, t = 1e-3) {
    const f = this.counts[w] / total;
    return Math.min(1, Math.sqrt(t / f) + t / f);
  }
}

/** positive pointwise mutual information from co-occurrence counts */
function ppmi(cooc, rowSum, colSum, total) {
  const out = {};
  for (const key of Object.keys(cooc)) {
    const [i, j] = key.split(',');
    const v = Math.log((cooc[key] * total) / (rowSum[i] * colSum[j])); //@ stable other
    if (v > 0) out[key] = v;
  }
  return out;
}

if (require.main === module) {
  const text = fs.readFileSync(process.argv[2], 'utf8').toLowerCase().split(/\s+/);
  const m = new Word2Vec();
  m.buildVocab(text);
  console.log('vocab', m.words.length);
}

module.exports = { Word2Vec, ppmi };
