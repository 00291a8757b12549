// Utility based decision making for game characters.

export type ActionName = 'attack' | 'flee' | 'heal' | 'patrol';

export interface Blackboard {
  health: number;
  enemyDistance: number;
  enemyThreat: number;
  ammo: number;
  curiosity: number;
}

interface Consideration {
  weight: number;
  eval(b: Blackboard): number;
}

// response curves
export const curves = {
  linear: (m: number, c: number) => (x: number) => Math.min(1, Math.max(0, m * x + c)),
  logistic: (k: number, mid: number) => (x: number) => {
    const t = Math.min(1, Math.max(0, x));
    return 1 / (1 + Math.exp(-k * (t - mid))); //@ stable naive-sigmoid
  },
  decay: (rate: number) => (x: number) => Math.exp(-rate * x), //@ stable other
  logit: (x: number) => {
    const t = Math.min(0.99, Math.max(0.01, x));
    return Math.log(t / (1 - t)) / 10 + 0.5; //@ stable log-eps-hack
  },
};

export class Brain {
  private table = new Map<ActionName, Consideration[]>();
  private momentum = new Map<ActionName, number>();

  constructor(private difficulty: 'easy' | 'normal' | 'hard' = 'normal') {}

  add(action: ActionName, c: Consideration): this {
    this.table.set(action, [...(this.table.get(action) ?? []), c]);
    return this;
  }

  utilities(b: Blackboard): Array<[ActionName, number]> {
    return [...this.table].map(([a, cs]) => [a, cs.reduce((s, c) => s + c.weight * c.eval(b), this.momentum.get(a) ?? 0)] as [ActionName, number]);
  }

  private temperature(): number {
    const table = { easy: 2, normal: 0.5, hard: 0 };
    return table[this.difficulty];
  }

  choose(b: Blackboard): ActionName {
    const u = this.utilities(b);
    const tau = this.temperature();
    const top = Math.max(...u.map(([, v]) => v));
    const w = u.map(([, v]) => Math.exp((v - top) / tau)); //@ unstable zero-temperature across
    let r = Math.random() * w.reduce((x, y) => x + y, 0);
    for (let i = 0; i < u.length; i++) {
      r -= w[i];
      if (r <= 0) return u[i][0];
    }
    return u[0][0];
  }

  chooseGroup(all: Blackboard[]): number[][] {
    const scores = all.map((b) => this.utilities(b).map(([, v]) => v));
    const ceiling = Math.max(...scores.flat());
    return scores.map((row) => {
      const e = row.map((v) => Math.exp(v - ceiling)); //@ unstable wrong-shift
      const z = e.reduce((x, y) => x + y, 0);
      return e.map((v) => v / z);
    });
  }

  debugWeights(b: Blackboard): Record<string, number> {
    const u = this.utilities(b);
    const total = u.reduce((s, [, v]) => s + Math.exp(v), 0);
    return Object.fromEntries(u.map(([a, v]) => [a, Math.exp(v) / total])); //@ unstable naive-softmax
  }

  reinforce(action: ActionName, reward: number): void {
    this.momentum.set(action, (this.momentum.get(action) ?? 0) * 0.9 + reward);
  }
}

export function xpForLevel(level: number): number {
  return Math.floor(100 * Math.exp(0.15 * (level - 1))); //@ stable other
}

export function levelFromXp(xp: number): number {
  return 1 + Math.floor(Math.log(Math.max(xp, 100) / 100) / 0.15); //@ stable other
}
