// Hidden Markov Model in log space: forward, backward, Viterbi

function logAdd(a, b) {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  const hi = Math.max(a, b);
  const lo = Math.min(a, b);
  return hi + Math.log1p(Math.exp(lo - hi)); //@ stable naive-logsumexp
}

function logSum(a, b) {
  return Math.log(Math.exp(a) + Math.exp(b)); //@ unstable naive-logsumexp
}

class HMM {
  constructor(pi, A, B) {
    const safe = (p) => (p > 0 ? Math.log(p) : -Infinity); //@ stable other
    this.logPi = pi.map(safe);
    this.logA = A.map((r) => r.map(safe));
    this.logB = B.map((r) => r.map(safe));
    this.N = pi.length;
  }

  forward(obs) {
    const T = obs.length;
    const alpha = [this.logPi.map((p, i) => p + this.logB[i][obs[0]])];
    for (let t = 1; t < T; t++) {
      const row = [];
      for (let j = 0; j < this.N; j++) {
        let acc = -Infinity;
        for (let i = 0; i < this.N; i++) acc = logAdd(acc, alpha[t - 1][i] + this.logA[i][j]);
        row.push(acc + this.logB[j][obs[t]]);
      }
      alpha.push(row);
    }
    return alpha;
  }

  likelihood(obs) {
    const last = this.forward(obs).pop();
    return Math.log(last.map((v) => Math.exp(v)).reduce((a, b) => a + b)); //@ unstable naive-logsumexp
  }

  likelihoodPair(obs) {
    const last = this.forward(obs).pop();
    return logSum(last[0], last[1]);
  }

  filter(obs) {
    return this.forward(obs).map((row) => {
      const m = row.reduce((a, b) => (a > b ? a : b));
      const w = row.map((v) => Math.exp(v - m)); //@ stable naive-softmax
      const z = w.reduce((a, b) => a + b);
      return w.map((v) => v / z);
    });
  }

  viterbi(obs) {
    let delta = this.logPi.map((p, i) => p + this.logB[i][obs[0]]);
    const back = [];
    for (let t = 1; t < obs.length; t++) {
      const ptr = [];
      delta = delta.map((_, j) => {
        let best = -Infinity, arg = 0;
        for (let i = 0; i < this.N; i++) {
          const v = delta[i] + this.logA[i][j];
          if (v > best) { best = v; arg = i; }
        }
        ptr.push(arg);
        return best + this.logB[j][obs[t]];
      });
      back.push(ptr);
    }
    let s = delta.indexOf(Math.max(...delta));
    const path = [s];
    for (let t = back.length - 1; t >= 0; t--) path.unshift((s = back[t][s]));
    return path;
  }
}

module.exports = { HMM, logAdd };
