class SoftmaxPolicy {
  constructor(nActions, { tau = 1.0, anneal = 0.001 } = {}) {
    this.nActions = nActions;
    this.tau = tau;
    this.anneal = anneal;
  }

  probs(q) {
    const m = Math.max.apply(null, q);
    const e = q.map((v) => Math.exp((v - m) / this.tau)); //@ unstable zero-temperature across
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / z);
  }

  endEpisode() {
    this.tau = Math.max(0, this.tau - this.anneal);
  }

  choose(q) {
    const p = this.probs(q);
    let r = Math.random();
    for (let a = 0; a < p.length; a++) {
      r -= p[a];
      if (r <= 0) return a;
    }
    return this.nActions - 1;
  }
}

class EpsilonPolicy {
  constructor(nActions, { eps = 1, min = 0.05, rate = 0.003 } = {}) {
    this.nActions = nActions;
    this.eps0 = eps;
    this.min = min;
    this.rate = rate;
    this.episode = 0;
  }

  get eps() {
    return this.min + (this.eps0 - this.min) * Math.exp(-this.rate * this.episode);
  }

  endEpisode() {
    this.episode++;
  }

  choose(q) {
    if (Math.random() < this.eps) return Math.floor(Math.random() * this.nActions);
    return q.indexOf(Math.max(...q));
  }
}

module.exports = { SoftmaxPolicy, EpsilonPolicy };
