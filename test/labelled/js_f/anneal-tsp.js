export class Annealer {
  constructor(cities, { t0 = null, cooling = 'exp', steps = 200000 } = {}) {
    this.cities = cities;
    this.tour = cities.map((_, i) => i);
    this.steps = steps;
    this.cooling = cooling;
    this.t0 = t0 ?? this.guessT0();
    this.energy = this.length(this.tour);
    this.best = this.tour.slice();
    this.bestE = this.energy;
  }

  d(a, b) {
    const p = this.cities[a], q = this.cities[b];
    return Math.hypot(p.x - q.x, p.y - q.y);
  }

  length(t) {
    let s = 0;
    for (let i = 0; i < t.length; i++) s += this.d(t[i], t[(i + 1) % t.length]);
    return s;
  }

  guessT0() {
    let sum = 0;
    for (let i = 0; i < 100; i++) sum += Math.abs(this.length(this.reversed(...this.pick())) - this.length(this.tour));
    return -(sum / 100) / Math.log(0.8); //@ stable other
  }

  pick() {
    const n = this.tour.length;
    const i = Math.floor(Math.random() * n), j = Math.floor(Math.random() * n);
    return i < j ? [i, j] : [j, i];
  }

  reversed(i, j) {
    return [...this.tour.slice(0, i), ...this.tour.slice(i, j + 1).reverse(), ...this.tour.slice(j + 1)];
  }

  temperature(k) {
    switch (this.cooling) {
      case 'log': return this.t0 / Math.log(2 + k); //@ stable other
      case 'exp': return this.t0 * Math.exp(-5 * k / this.steps); //@ stable other
      default: return this.t0 * Math.pow(0.9995, k);
    }
  }

  step(k) {
    const T = this.temperature(k);
    const cand = this.reversed(...this.pick());
    const dE = this.length(cand) - this.energy;
    if (dE < 0 || Math.random() < Math.exp(-dE / T)) { //@ stable other
      this.tour = cand;
      this.energy += dE;
    }
    if (this.energy < this.bestE) {
      this.bestE = this.energy;
      this.best = this.tour.slice();
    }
  }

  // choose among several 2-opt neighbours by their Boltzmann weight
  heatBath(k, m = 16) {
    const T = this.temperature(k);
    const cands = Array.from({ length: m }, () => this.reversed(...this.pick()));
    const w = cands.map((c) => Math.exp(-this.length(c) / T)); //@ unstable naive-softmax
    const Z = w.reduce((a, b) => a + b, 0);
    let r = Math.random();
    for (let i = 0; i < m; i++) {
      r -= w[i] / Z;
      if (r <= 0) {
        this.tour = cands[i];
        this.energy = this.length(this.tour);
        return;
      }
    }
  }

  heatBathRel(k, m = 16) {
    const T = this.temperature(k);
    const cands = Array.from({ length: m }, () => this.reversed(...this.pick()));
    const E = cands.map((c) => this.length(c));
    const lowest = Math.min(...E);
    const w = E.map((e) => Math.exp((lowest - e) / T)); //@ stable naive-softmax
    let r = Math.random() * w.reduce((a, b) => a + b, 0);
    const i = w.findIndex((x) => (r -= x) <= 0);
    this.tour = cands[i < 0 ? 0 : i];
    this.energy = E[i < 0 ? 0 : i];
  }

  // free energy of replicas at the same temperature
  static freeEnergy(energies, T) {
    return -T * Math.log(energies.reduce((z, e) => z + Math.exp(-e / T), 0)); //@ unstable naive-logsumexp
  }
}

export function swapReplicas(a, b, Ta, Tb) {
  const x = (a.energy - b.energy) * (1 / Ta - 1 / Tb);
  return Math.random() < Math.min(1, Math.exp(x)); //@ stable other
}
