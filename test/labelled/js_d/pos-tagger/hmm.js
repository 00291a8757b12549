'use strict';

const fs = require('fs');
const { logSumExp, logAdd, safeLog, NEG_INF } = require('./logmath');

class HMMTagger {
  constructor() {
    this.tags = [];
    this.trans = {};
    this.emit = {};
    this.init = {};
  }

  fit(sentences) {
    const c = { init: {}, trans: {}, emit: {}, tag: {} };
    for (const sent of sentences) {
      sent.forEach(([word, tag], i) => {
        c.tag[tag] = (c.tag[tag] || 0) + 1;
        if (i === 0) c.init[tag] = (c.init[tag] || 0) + 1;
        else {
          const key = sent[i - 1][1] + '>' + tag;
          c.trans[key] = (c.trans[key] || 0) + 1;
        }
        const ek = tag + '|' + word.toLowerCase();
        c.emit[ek] = (c.emit[ek] || 0) + 1;
      });
    }
    this.tags = Object.keys(c.tag);
    const K = this.tags.length;
    for (const a of this.tags) {
      this.init[a] = Math.log(((c.init[a] || 0) + 1) / (sentences.length + K));
      for (const b of this.tags) {
        const n = c.trans[a + '>' + b] || 0;
        this.trans[a + '>' + b] = Math.log((n + 0.1) / (c.tag[a] + 0.1 * K)); //@ stable log-eps-hack
      }
    }
    for (const k of Object.keys(c.emit)) {
      this.emit[k] = safeLog(c.emit[k] / c.tag[k.split('|')[0]]);
    }
    return this;
  }

  emission(tag, word) {
    const v = this.emit[tag + '|' + word.toLowerCase()];
    return v === undefined ? -12 : v;
  }

  logLikelihood(words) {
    let alpha = this.tags.map((t) => this.init[t] + this.emission(t, words[0]));
    for (const w of words.slice(1)) {
      alpha = this.tags.map((b) => {
        let acc = NEG_INF;
        this.tags.forEach((a, i) => {
          acc = logAdd(acc, alpha[i] + this.trans[a + '>' + b]);
        });
        return acc + this.emission(b, w);
      });
    }
    return logSumExp(alpha);
  }

  posteriorFirst(words) {
    const sc = this.tags.map((t) => this.init[t] + this.emission(t, words[0]));
    const z = logSumExp(sc);
    return sc.map((s) => Math.exp(s - z)); //@ stable naive-softmax
  }
}

if (require.main === module) {
  const sents = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n\n')
    .map((b) => b.split('\n').map((l) => l.split('\t')));
  const hmm = new HMMTagger().fit(sents);
  const ll = sents.slice(0, 100).reduce((s, x) => s + hmm.logLikelihood(x.map((y) => y[0])), 0);
  const n = sents.slice(0, 100).reduce((s, x) => s + x.length, 0);
  console.log('perplexity', Math.exp(-ll / n)); //@ stable other
}

module.exports = { HMMTagger };
