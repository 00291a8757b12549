/**
 * Discrete HMM, everything in log space.
 * usage: const h = new HMM(pi, A, B); h.viterbi([0, 2, 1, 1])
 */
function logAll(m) {
  return m.map((row) => row.map((p) => (p === 0 ? -Infinity : Math.log(p)))); //@ stable other
}

function addLogs(xs) {
  return Math.log(xs.reduce((s, x) => s + Math.exp(x), 0)); //@ unstable naive-logsumexp
}

function logSumExp(xs) {
  const m = Math.max(...xs);
  if (m === -Infinity) return m;
  let s = 0;
  for (const x of xs) s += Math.exp(x - m); //@ stable naive-logsumexp
  return m + Math.log(s); //@ stable naive-logsumexp
}

// pairwise version
function logAdd(a, b) {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b)); //@ stable naive-softplus
}

// scaled emission weights of a frame, from a neural acoustic model
function framePosterior(activations) {
  const avg = activations.reduce((a, b) => a + b, 0) / activations.length;
  const e = activations.map((x) => Math.exp(x - avg)); //@ unstable wrong-shift
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / z);
}

class HMM {
  constructor(pi, A, B) {
    this.n = pi.length;
    [this.logPi] = logAll([pi]);
    this.logA = logAll(A);
    this.logB = logAll(B);
  }

  viterbi(obs) {
    let delta = this.logPi.map((p, s) => p + this.logB[s][obs[0]]);
    const back = [];
    for (let t = 1; t < obs.length; t++) {
      const next = [];
      const ptr = [];
      for (let j = 0; j < this.n; j++) {
        let best = -Infinity;
        let arg = 0;
        for (let i = 0; i < this.n; i++) {
          const v = delta[i] + this.logA[i][j];
          if (v > best) { best = v; arg = i; }
        }
        next.push(best + this.logB[j][obs[t]]);
        ptr.push(arg);
      }
      delta = next;
      back.push(ptr);
    }
    let state = delta.indexOf(Math.max(...delta));
    const path = [state];
    for (let t = back.length - 1; t >= 0; t--) {
      state = back[t][state];
      path.unshift(state);
    }
    return { path, score: Math.max(...delta) };
  }

  forward(obs) {
    let alpha = this.logPi.map((p, s) => p + this.logB[s][obs[0]]);
    const all = [alpha];
    for (let t = 1; t < obs.length; t++) {
      alpha = alpha.map((_, j) => {
        const terms = alpha.map((a, i) => a + this.logA[i][j]);
        return addLogs(terms) + this.logB[j][obs[t]];
      });
      all.push(alpha);
    }
    return all;
  }

  backward(obs) {
    let beta = new Array(this.n).fill(0);
    const all = [beta];
    for (let t = obs.length - 2; t >= 0; t--) {
      beta = beta.map((_, i) => logSumExp(beta.map((b, j) => this.logA[i][j] + this.logB[j][obs[t + 1]] + b)));
      all.unshift(beta);
    }
    return all;
  }

  logLikelihood(obs) {
    const all = this.forward(obs);
    return all[all.length - 1].reduce(logAdd, -Infinity);
  }

  posterior(obs) {
    const f = this.forward(obs);
    const b = this.backward(obs);
    return f.map((row, t) => {
      const g = row.map((a, s) => a + b[t][s]);
      const z = logSumExp(g);
      return g.map((x) => (z === -Infinity ? 1 / this.n : Math.exp(x - z))); //@ stable naive-softmax
    });
  }
}

module.exports = { HMM, logSumExp, logAdd, framePosterior };
