// soft value iteration / maximum-entropy tabular RL

class SoftQ {
  constructor(nStates, nActions, { alpha = 0.2, gamma = 0.95, lr = 0.1 } = {}) {
    this.Q = Array.from({ length: nStates }, () => new Array(nActions).fill(0));
    this.alpha = alpha;
    this.gamma = gamma;
    this.lr = lr;
  }

  value(s) {
    const q = this.Q[s];
    return this.alpha * Math.log(q.reduce((acc, v) => acc + Math.exp(v / this.alpha), 0)); //@ unstable naive-logsumexp
  }

  policy(s) {
    const v = this.value(s);
    return this.Q[s].map((q) => Math.exp((q - v) / this.alpha));
  }

  update(s, a, r, s2, done) {
    const target = r + (done ? 0 : this.gamma * this.value(s2));
    const td = target - this.Q[s][a];
    this.Q[s][a] += this.lr * td;
    return td;
  }
}

class ActorTable {
  constructor(nStates, nActions, lr = 0.05) {
    this.theta = Array.from({ length: nStates }, () => new Float64Array(nActions));
    this.lr = lr;
  }

  pi(s) {
    const row = Array.from(this.theta[s]);
    const avg = row.reduce((a, b) => a + b, 0) / row.length;
    const e = row.map((v) => Math.exp(v - avg)); //@ unstable wrong-shift
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / z);
  }

  logProb(s, a) {
    return Math.log(this.pi(s)[a]); //@ unstable nll-of-softmax across
  }

  entropy(s) {
    return -this.pi(s).reduce((h, p) => h + p * Math.log(p + 1e-12), 0); //@ unstable log-eps-hack across
  }

  learn(s, a, advantage) {
    const p = this.pi(s);
    for (let k = 0; k < p.length; k++) this.theta[s][k] += this.lr * advantage * ((k === a ? 1 : 0) - p[k]);
  }
}

module.exports = { SoftQ, ActorTable };
