/**
 * Discrete HMM: forward, viterbi, sampling.
 * Probabilities are plain arrays, everything below runs in log space.
 */
const logAdd = (a, b) => {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  const hi = Math.max(a, b);
  const lo = Math.min(a, b);
  return hi + Math.log1p(Math.exp(lo - hi)); //@ stable naive-logsumexp
};

class HMM {
  constructor(states, symbols, { start, trans, emit }) {
    this.states = states;
    this.symbols = symbols;
    this.logStart = start.map(Math.log);
    this.logTrans = trans.map((row) => row.map(Math.log)); //@ stable other
    this.logEmit = emit.map((row) => row.map((p) => Math.log(p))); //@ stable other
  }

  viterbi(obs) {
    const N = this.states.length;
    let delta = this.logStart.map((v, s) => v + this.logEmit[s][obs[0]]);
    const back = [];
    for (let t = 1; t < obs.length; t++) {
      const next = new Array(N).fill(-Infinity);
      const ptr = new Array(N).fill(0);
      for (let j = 0; j < N; j++) {
        for (let i = 0; i < N; i++) {
          const score = delta[i] + this.logTrans[i][j];
          if (score > next[j]) {
            next[j] = score;
            ptr[j] = i;
          }
        }
        next[j] += this.logEmit[j][obs[t]];
      }
      back.push(ptr);
      delta = next;
    }
    let best = delta.indexOf(Math.max(...delta));
    const path = [best];
    for (let t = back.length - 1; t >= 0; t--) {
      best = back[t][best];
      path.unshift(best);
    }
    return { path: path.map((i) => this.states[i]), score: Math.max(...delta) };
  }

  forward(obs) {
    const N = this.states.length;
    let alpha = this.logStart.map((v, s) => v + this.logEmit[s][obs[0]]);
    for (let t = 1; t < obs.length; t++) {
      alpha = this.states.map((_, j) => {
        let acc = -Infinity;
        for (let i = 0; i < N; i++) acc = logAdd(acc, alpha[i] + this.logTrans[i][j]);
        return acc + this.logEmit[j][obs[t]];
      });
    }
    return alpha.reduce(logAdd);
  }

  forwardFast(obs) {
    let alpha = this.logStart.map((v, s) => v + this.logEmit[s][obs[0]]);
    for (let t = 1; t < obs.length; t++) {
      alpha = this.states.map((_, j) => {
        const s = alpha.reduce((acc, a, i) => acc + Math.exp(a + this.logTrans[i][j]), 0);
        return Math.log(s) + this.logEmit[j][obs[t]]; //@ unstable naive-logsumexp
      });
    }
    return Math.log(alpha.reduce((s, a) => s + Math.exp(a), 0)); //@ unstable naive-logsumexp
  }
}

const weather = new HMM(['rain', 'sun'], ['walk', 'shop', 'clean'], {
  start: [0.6, 0.4],
  trans: [[0.7, 0.3], [0.4, 0.6]],
  emit: [[0.1, 0.4, 0.5], [0.6, 0.3, 0.1]],
});
const seq = [0, 1, 2, 0, 0, 1];
console.log(weather.viterbi(seq), weather.forward(seq), weather.forwardFast(seq));

module.exports = HMM;
