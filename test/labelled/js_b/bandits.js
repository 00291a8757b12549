// A small collection of k-armed bandit agents
export class EpsilonGreedy {
  constructor(k, eps = 0.1) {
    this.q = new Array(k).fill(0);
    this.n = new Array(k).fill(0);
    this.eps = eps;
    this.t = 0;
  }
  select() {
    this.t++;
    const eps = this.eps * Math.exp(-this.t / 500);
    if (Math.random() < eps) return Math.floor(Math.random() * this.q.length);
    return this.q.indexOf(Math.max(...this.q));
  }
  update(a, r) {
    this.n[a]++;
    this.q[a] += (r - this.q[a]) / this.n[a];
  }
}

export class UCB1 {
  constructor(k, c = 2) {
    this.q = new Array(k).fill(0);
    this.n = new Array(k).fill(0);
    this.c = c;
    this.t = 0;
  }
  select() {
    this.t += 1;
    const unplayed = this.n.indexOf(0);
    if (unplayed >= 0) return unplayed;
    const ucb = this.q.map((q, a) => q + this.c * Math.sqrt(Math.log(this.t) / this.n[a]));
    return ucb.indexOf(Math.max(...ucb));
  }
  update(a, r) {
    this.n[a]++;
    this.q[a] += (r - this.q[a]) / this.n[a];
  }
}

export class GradientBandit {
  constructor(k, alpha = 0.1) {
    this.h = new Array(k).fill(0);
    this.alpha = alpha;
    this.baseline = 0;
    this.t = 0;
  }
  probs() {
    const sum = this.h.reduce((acc, h) => acc + Math.exp(h), 0);
    return this.h.map((h) => Math.exp(h) / sum); //@ unstable naive-softmax
  }
  select() {
    const p = this.probs();
    let u = Math.random();
    let a = 0;
    while (a < p.length - 1 && (u -= p[a]) > 0) a++;
    return a;
  }
  update(a, r) {
    this.t++;
    this.baseline += (r - this.baseline) / this.t;
    const p = this.probs();
    this.h = this.h.map((h, i) => h + this.alpha * (r - this.baseline) * ((i === a ? 1 : 0) - p[i]));
  }
}

export class Boltzmann {
  constructor(k, { tau = 1, decay = 0.01 } = {}) {
    this.q = new Array(k).fill(0);
    this.n = new Array(k).fill(0);
    this.tau = tau;
    this.decay = decay;
  }
  select() {
    const weights = this.q.map((v) => Math.exp(v / this.tau)); //@ unstable naive-softmax
    const z = weights.reduce((a, b) => a + b, 0);
    this.tau = Math.max(this.tau - this.decay, 0.01);
    let u = Math.random();
    for (let i = 0; i < weights.length; i++) {
      u -= weights[i] / z;
      if (u <= 0) return i;
    }
    return weights.length - 1;
  }
  update(a, r) {
    this.n[a]++;
    this.q[a] += (r - this.q[a]) / this.n[a];
  }
}
