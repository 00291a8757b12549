export abstract class Bandit {
  protected counts: number[];
  protected values: number[];
  protected t = 0;

  constructor(protected readonly k: number) {
    this.counts = new Array(k).fill(0);
    this.values = new Array(k).fill(0);
  }

  abstract select(): number;

  update(arm: number, reward: number): void {
    this.t += 1;
    this.counts[arm] += 1;
    this.values[arm] += (reward - this.values[arm]) / this.counts[arm];
  }

  protected draw(p: number[]): number {
    let r = Math.random();
    for (let i = 0; i < p.length; i++) {
      r -= p[i];
      if (r <= 0) return i;
    }
    return p.length - 1;
  }
}

export class UCB1 extends Bandit {
  select(): number {
    const fresh = this.counts.indexOf(0);
    if (fresh >= 0) return fresh;
    const ucb = this.values.map((v, i) => v + Math.sqrt((2 * Math.log(this.t)) / this.counts[i])); //@ stable other
    return ucb.indexOf(Math.max(...ucb));
  }
}

export class Boltzmann extends Bandit {
  constructor(k: number, private tau = 0.1, private readonly cooling = 1e-4) {
    super(k);
  }

  select(): number {
    // cools down with time
    const tau = Math.max(0, this.tau - this.cooling * this.t);
    const e = this.values.map((v) => Math.exp(v / tau)); //@ unstable zero-temperature
    const z = e.reduce((a, b) => a + b, 0);
    return this.draw(e.map((x) => x / z));
  }
}

export class GradientBandit extends Bandit {
  private prefs: number[];
  private baseline = 0;

  constructor(k: number, private readonly alpha = 0.1) {
    super(k);
    this.prefs = new Array(k).fill(0);
  }

  private pi(): number[] {
    const e = this.prefs.map(Math.exp); //@ unstable naive-softmax
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((x) => x / z);
  }

  select(): number {
    return this.draw(this.pi());
  }

  update(arm: number, reward: number): void {
    super.update(arm, reward);
    this.baseline += (reward - this.baseline) / this.t;
    const p = this.pi();
    const d = reward - this.baseline;
    this.prefs = this.prefs.map((h, i) => h + this.alpha * d * ((i === arm ? 1 : 0) - p[i]));
  }
}

export class Exp3 extends Bandit {
  private logw: number[];

  constructor(k: number, private readonly gamma = 0.07) {
    super(k);
    this.logw = new Array(k).fill(0);
  }

  private probs(): number[] {
    const top = this.logw.reduce((a, b) => Math.max(a, b), -Infinity);
    const w = this.logw.map((l) => Math.exp(l - top)); //@ stable naive-softmax
    const z = w.reduce((a, b) => a + b, 0);
    return w.map((x) => (1 - this.gamma) * (x / z) + this.gamma / this.k);
  }

  select(): number {
    return this.draw(this.probs());
  }

  update(arm: number, reward: number): void {
    super.update(arm, reward);
    const p = this.probs()[arm];
    this.logw[arm] += (this.gamma * reward) / (p * this.k);
  }

  regretBound(horizon: number): number {
    return 2.63 * Math.sqrt(horizon * this.k * Math.log(this.k));
  }
}
