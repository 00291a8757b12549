'use strict';

/**
 * Discrete HMM in log space with forward/backward, Viterbi and Baum-Welch.
 */
function logAdd(a, b) {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  const hi = a > b ? a : b;
  const lo = a > b ? b : a;
  return hi + Math.log1p(Math.exp(lo - hi)); //@ stable naive-logsumexp
}

const logSum = (xs) => xs.reduce(logAdd, -Infinity);

class HMM {
  constructor(start, trans, emit) {
    this.K = start.length;
    this.logStart = start.map(Math.log); //@ stable other
    this.logTrans = trans.map((row) => row.map(Math.log)); //@ stable other
    this.logEmit = emit.map((row) => row.map((p) => Math.log(p))); //@ stable other
  }

  forward(obs) {
    const { K, logStart, logTrans, logEmit } = this;
    const alpha = [logStart.map((p, s) => p + logEmit[s][obs[0]])];
    for (let t = 1; t < obs.length; t++) {
      const prev = alpha[t - 1];
      const row = new Array(K);
      for (let s = 0; s < K; s++) {
        row[s] = logSum(prev.map((a, r) => a + logTrans[r][s])) + logEmit[s][obs[t]];
      }
      alpha.push(row);
    }
    return alpha;
  }

  backward(obs) {
    const { K, logTrans, logEmit } = this;
    const T = obs.length;
    const beta = new Array(T);
    beta[T - 1] = new Array(K).fill(0);
    for (let t = T - 2; t >= 0; t--) {
      beta[t] = [];
      for (let r = 0; r < K; r++) {
        beta[t][r] = logSum(beta[t + 1].map((b, s) => b + logTrans[r][s] + logEmit[s][obs[t + 1]]));
      }
    }
    return beta;
  }

  logLikelihood(obs) {
    const alpha = this.forward(obs);
    return logSum(alpha[alpha.length - 1]);
  }

  // quick version for the demo page, last column only
  logLikelihoodFast(obs) {
    const last = this.forward(obs).pop();
    let acc = 0;
    for (const a of last) acc += Math.exp(a);
    return Math.log(acc); //@ unstable naive-logsumexp across
  }

  posterior(obs) {
    const a = this.forward(obs);
    const b = this.backward(obs);
    const z = logSum(a[a.length - 1]);
    return a.map((row, t) => row.map((v, s) => Math.exp(v + b[t][s] - z))); //@ stable naive-softmax
  }

  filtered(obs) {
    return this.forward(obs).map((row) => {
      const w = row.map((v) => Math.exp(v)); //@ unstable naive-softmax across
      const tot = w.reduce((x, y) => x + y, 0);
      return w.map((x) => x / tot);
    });
  }

  viterbi(obs) {
    const { K, logStart, logTrans, logEmit } = this;
    let score = logStart.map((p, s) => p + logEmit[s][obs[0]]);
    const back = [];
    for (let t = 1; t < obs.length; t++) {
      const ptr = [];
      const next = [];
      for (let s = 0; s < K; s++) {
        let best = 0;
        for (let r = 1; r < K; r++) if (score[r] + logTrans[r][s] > score[best] + logTrans[best][s]) best = r;
        ptr.push(best);
        next.push(score[best] + logTrans[best][s] + logEmit[s][obs[t]]);
      }
      back.push(ptr);
      score = next;
    }
    const path = [score.indexOf(Math.max(...score))];
    for (let t = back.length - 1; t >= 0; t--) path.unshift(back[t][path[0]]);
    return path;
  }
}

module.exports = { HMM, logAdd };

if (require.main === module) {
  const hmm = new HMM([0.6, 0.4], [[0.7, 0.3], [0.4, 0.6]], [[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]]);
  const obs = Array.from({ length: 50 }, () => Math.floor(Math.random() * 3));
  console.log(hmm.viterbi(obs).join(''), hmm.logLikelihood(obs));
}
