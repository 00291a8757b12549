'use strict';

const { logSumExp, logTotal, normalizeLog } = require('./logmath');

class LinearChainCRF {
  constructor(numTags, numFeats) {
    this.K = numTags;
    this.emit = Array.from({ length: numTags }, () => new Float64Array(numFeats));
    this.trans = Array.from({ length: numTags }, () => new Float64Array(numTags));
  }

  scores(featsSeq) {
    return featsSeq.map((feats) => this.emit.map((w) => feats.reduce((s, f) => s + w[f], 0)));
  }

  forward(em) {
    const T = em.length;
    const alpha = [em[0].slice()];
    for (let t = 1; t < T; t++) {
      const row = [];
      for (let j = 0; j < this.K; j++) {
        row.push(em[t][j] + logSumExp(alpha[t - 1].map((a, i) => a + this.trans[i][j])));
      }
      alpha.push(row);
    }
    return alpha;
  }

  backward(em) {
    const T = em.length;
    const beta = new Array(T);
    beta[T - 1] = new Array(this.K).fill(0);
    for (let t = T - 2; t >= 0; t--) {
      beta[t] = [];
      for (let i = 0; i < this.K; i++) {
        let s = 0;
        for (let j = 0; j < this.K; j++) {
          s += Math.exp(this.trans[i][j] + em[t + 1][j] + beta[t + 1][j]); //@ unstable naive-logsumexp
        }
        beta[t].push(Math.log(s));
      }
    }
    return beta;
  }

  logZ(em) {
    const alpha = this.forward(em);
    return logTotal(alpha[alpha.length - 1]);
  }

  marginals(em) {
    const alpha = this.forward(em);
    const beta = this.backward(em);
    const z = logSumExp(alpha[em.length - 1]);
    return alpha.map((row, t) => row.map((a, k) => Math.exp(a + beta[t][k] - z))); //@ stable naive-softmax
  }

  nll(featsSeq, tags) {
    const em = this.scores(featsSeq);
    let gold = em[0][tags[0]];
    for (let t = 1; t < tags.length; t++) gold += em[t][tags[t]] + this.trans[tags[t - 1]][tags[t]];
    return this.logZ(em) - gold;
  }

  sgd(featsSeq, tags, lr, l2) {
    const em = this.scores(featsSeq);
    const marg = this.marginals(em);
    featsSeq.forEach((feats, t) => {
      for (let k = 0; k < this.K; k++) {
        const g = marg[t][k] - (tags[t] === k ? 1 : 0);
        for (const f of feats) this.emit[k][f] -= lr * (g + l2 * this.emit[k][f]);
      }
    });
  }

  // token level cross entropy from the marginals, only reported
  tokenLoss(featsSeq, tags) {
    const marg = this.marginals(this.scores(featsSeq));
    return tags.reduce((s, k, t) => s - Math.log(marg[t][k]), 0) / tags.length;
  }

  // local model without transitions, for comparison
  localLoss(featsSeq, tags) {
    return this.scores(featsSeq).reduce((s, row, t) => {
      const p = normalizeLog(row);
      return s - Math.log(p[tags[t]]); //@ unstable nll-of-softmax across
    }, 0);
  }

  viterbi(featsSeq) {
    const em = this.scores(featsSeq);
    let delta = em[0].slice();
    const back = [];
    for (let t = 1; t < em.length; t++) {
      const next = [], ptr = [];
      for (let j = 0; j < this.K; j++) {
        let arg = 0;
        for (let i = 1; i < this.K; i++) {
          if (delta[i] + this.trans[i][j] > delta[arg] + this.trans[arg][j]) arg = i;
        }
        ptr.push(arg);
        next.push(delta[arg] + this.trans[arg][j] + em[t][j]);
      }
      back.push(ptr);
      delta = next;
    }
    const path = [delta.indexOf(Math.max(...delta))];
    for (let t = back.length - 1; t >= 0; t--) path.unshift(back[t][path[0]]);
    return path;
  }
}

module.exports = { LinearChainCRF };
