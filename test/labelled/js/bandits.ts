// Multi-armed bandit playground: epsilon-greedy, UCB1, Boltzmann, EXP3, Thompson.

export interface Arm {
  readonly mean: number;
  pull(): number;
}

export interface Policy {
  name: string;
  select(t: number): number;
  update(arm: number, reward: number): void;
}

export function bernoulliArm(mean: number): Arm {
  return { mean, pull: () => (Math.random() < mean ? 1 : 0) };
}

function sampleIndex(p: number[]): number {
  let r = Math.random();
  for (let i = 0; i < p.length; i++) {
    r -= p[i];
    if (r < 0) return i;
  }
  return p.length - 1;
}

abstract class MeanTracking implements Policy {
  abstract name: string;
  protected counts: number[];
  protected values: number[];

  constructor(protected readonly k: number) {
    this.counts = new Array(k).fill(0);
    this.values = new Array(k).fill(0);
  }

  abstract select(t: number): number;

  update(arm: number, reward: number): void {
    this.counts[arm] += 1;
    this.values[arm] += (reward - this.values[arm]) / this.counts[arm];
  }
}

export class UCB1 extends MeanTracking {
  name = 'ucb1';
  select(t: number): number {
    const untried = this.counts.findIndex((c) => c === 0);
    if (untried >= 0) return untried;
    const scores = this.values.map((v, i) => v + Math.sqrt((2 * Math.log(t + 1)) / this.counts[i])); //@ stable other
    return scores.indexOf(Math.max(...scores));
  }
}

export class Boltzmann extends MeanTracking {
  name = 'boltzmann';
  constructor(k: number, private tau = 0.1, private readonly cooling = 0.999) {
    super(k);
  }

  select(_t: number): number {
    const w = this.values.map((v) => Math.exp(v / this.tau)); //@ unstable naive-softmax
    const z = w.reduce((a, b) => a + b, 0);
    this.tau *= this.cooling;
    return sampleIndex(w.map((x) => x / z));
  }
}

export class GradientBandit implements Policy {
  name = 'gradient';
  private prefs: number[];
  private baseline = 0;
  private n = 0;

  constructor(k: number, private alpha = 0.1) {
    this.prefs = new Array(k).fill(0);
  }

  private pi(): number[] {
    const top = Math.max(...this.prefs);
    const e = this.prefs.map((h) => Math.exp(h - top)); //@ stable naive-softmax
    const s = e.reduce((a, b) => a + b);
    return e.map((v) => v / s);
  }

  select(): number {
    return sampleIndex(this.pi());
  }

  update(arm: number, reward: number): void {
    const p = this.pi();
    this.n++;
    this.baseline += (reward - this.baseline) / this.n;
    const adv = reward - this.baseline;
    this.prefs = this.prefs.map((h, i) => (i === arm ? h + this.alpha * adv * (1 - p[i]) : h - this.alpha * adv * p[i]));
  }
}

export class Exp3 implements Policy {
  name = 'exp3';
  private logW: number[];
  private last: number[] = [];
  constructor(private k: number, private gamma = 0.07) {
    this.logW = new Array(k).fill(0);
  }

  select(): number {
    const m = this.logW.reduce((a, b) => Math.max(a, b), -Infinity);
    const w = this.logW.map((l) => Math.exp(l - m)); //@ stable naive-softmax
    const total = w.reduce((a, b) => a + b, 0);
    this.last = w.map((x) => (1 - this.gamma) * (x / total) + this.gamma / this.k);
    return sampleIndex(this.last);
  }

  update(arm: number, reward: number): void {
    this.logW[arm] += (this.gamma * (reward / this.last[arm])) / this.k;
  }
}

export function simulate(policy: Policy, arms: Arm[], horizon: number): number[] {
  const best = Math.max(...arms.map((a) => a.mean));
  const regret: number[] = [];
  let total = 0;
  for (let t = 1; t <= horizon; t++) {
    const a = policy.select(t);
    policy.update(a, arms[a].pull());
    total += best - arms[a].mean;
    regret.push(total);
  }
  return regret;
}

/** Lai-Robbins lower bound, used for the dashed line in the chart. */
export function laiRobbins(arms: Arm[], t: number): number {
  const mu = Math.max(...arms.map((a) => a.mean));
  const kl = (p: number, q: number) => p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
  return arms
    .filter((a) => a.mean < mu)
    .reduce((s, a) => s + ((mu - a.mean) / kl(a.mean, mu)) * Math.log(t), 0); //@ stable other
}
