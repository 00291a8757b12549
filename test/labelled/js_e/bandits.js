// k-armed bandits, compare exploration strategies
const argmax = (xs) => xs.reduce((b, x, i) => (x > xs[b] ? i : b), 0);

function randn() {
  let u = 0;
  while (u === 0) u = Math.random();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * Math.random());
}

function pick(weights) {
  const total = weights.reduce((a, b) => a + b, 0);
  let r = Math.random() * total;
  for (let i = 0; i < weights.length; i++) {
    r -= weights[i];
    if (r <= 0) return i;
  }
  return weights.length - 1;
}

class Bandit {
  constructor(k) {
    this.means = Array.from({ length: k }, randn);
    this.best = argmax(this.means);
  }
  pull(i) { return this.means[i] + randn(); }
}

class Agent {
  constructor(k) {
    this.k = k;
    this.q = new Array(k).fill(0);
    this.n = new Array(k).fill(0);
    this.t = 0;
  }
  update(a, r) {
    this.t++;
    this.n[a]++;
    this.q[a] += (r - this.q[a]) / this.n[a];
  }
}

class UCB1 extends Agent {
  choose() {
    for (let i = 0; i < this.k; i++) if (this.n[i] === 0) return i;
    return argmax(this.q.map((q, i) => q + Math.sqrt(2 * Math.log(this.t) / this.n[i]))); //@ stable other
  }
}

class Boltzmann extends Agent {
  constructor(k, tau0 = 1, horizon = 1000) {
    super(k);
    this.tau0 = tau0;
    this.horizon = horizon;
  }
  // linear cooling
  get tau() { return this.tau0 * Math.max(0, 1 - this.t / this.horizon); }
  choose() {
    const top = Math.max(...this.q);
    const w = this.q.map((q) => Math.exp((q - top) / this.tau)); //@ unstable zero-temperature across
    return pick(w);
  }
}

class BoltzmannFloor extends Boltzmann {
  get tau() { return Math.max(0.05, this.tau0 * 0.995 ** this.t); }
  choose() {
    const top = Math.max(...this.q);
    const tau = this.tau;
    return pick(this.q.map((q) => Math.exp((q - top) / tau))); //@ stable zero-temperature
  }
}

class GradientBandit extends Agent {
  constructor(k, alpha = 0.1) {
    super(k);
    this.alpha = alpha;
    this.h = new Array(k).fill(0);
    this.baseline = 0;
  }
  policy() {
    const e = this.h.map((h) => Math.exp(h)); //@ unstable naive-softmax
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((x) => x / s);
  }
  choose() { return pick(this.policy()); }
  update(a, r) {
    const pi = this.policy();
    super.update(a, r);
    this.baseline += (r - this.baseline) / this.t;
    for (let i = 0; i < this.k; i++) {
      this.h[i] += this.alpha * (r - this.baseline) * ((i === a ? 1 : 0) - pi[i]);
    }
  }
}

function run(make, steps = 2000, runs = 200) {
  const hit = new Float64Array(steps);
  for (let r = 0; r < runs; r++) {
    const env = new Bandit(10);
    const agent = make();
    for (let s = 0; s < steps; s++) {
      const a = agent.choose();
      agent.update(a, env.pull(a));
      if (a === env.best) hit[s] += 1 / runs;
    }
  }
  return hit;
}

const out = {
  ucb: run(() => new UCB1(10)),
  boltzmann: run(() => new Boltzmann(10)),
  floor: run(() => new BoltzmannFloor(10)),
  gradient: run(() => new GradientBandit(10)),
};
for (const [k, v] of Object.entries(out)) console.log(k.padEnd(10), v[v.length - 1].toFixed(3));
