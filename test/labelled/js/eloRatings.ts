/**
 * Rating systems: Elo, Glicko-ish update and Bradley-Terry fit.
 */
export interface Player {
  id: string;
  rating: number;
  rd: number;
  games: number;
}

export interface GameResult {
  white: string;
  black: string;
  score: 0 | 0.5 | 1;
}

const Q = Math.log(10) / 400; //@ stable other
const DEFAULT_K = 32;

export function expectedScore(a: number, b: number): number {
  return 1 / (1 + Math.pow(10, (b - a) / 400)); //@ stable naive-sigmoid
}

export function kFactor(p: Player): number {
  if (p.games < 30) return 40;
  return p.rating > 2400 ? 10 : DEFAULT_K;
}

export function updateElo(w: Player, b: Player, score: number): void {
  const e = expectedScore(w.rating, b.rating);
  w.rating += kFactor(w) * (score - e);
  b.rating += kFactor(b) * (1 - score - (1 - e));
  w.games++;
  b.games++;
}

function g(rd: number): number {
  return 1 / Math.sqrt(1 + (3 * Q * Q * rd * rd) / Math.PI ** 2);
}

export function glickoUpdate(p: Player, opponents: Array<{ opp: Player; s: number }>): Player {
  let dInv = 0;
  let delta = 0;
  for (const { opp, s } of opponents) {
    const gj = g(opp.rd);
    const e = 1 / (1 + 10 ** ((-gj * (p.rating - opp.rating)) / 400)); //@ stable naive-sigmoid
    dInv += gj * gj * e * (1 - e);
    delta += gj * (s - e);
  }
  const d2 = 1 / (Q * Q * dInv);
  const denom = 1 / (p.rd * p.rd) + 1 / d2;
  return { ...p, rating: p.rating + (Q / denom) * delta, rd: Math.sqrt(1 / denom), games: p.games + opponents.length };
}

/** Gradient ascent on the Bradley-Terry likelihood; strengths live on the log scale. */
export class BradleyTerry {
  private theta = new Map<string, number>();
  constructor(private lr = 0.05, private iters = 500) {}

  private get(id: string): number {
    return this.theta.get(id) ?? 0;
  }

  winProbability(a: string, b: string): number {
    const ea = Math.exp(this.get(a)); //@ unstable naive-sigmoid
    const eb = Math.exp(this.get(b));
    return ea / (ea + eb);
  }

  logLik(games: GameResult[]): number {
    let ll = 0;
    for (const r of games) {
      const p = this.winProbability(r.white, r.black);
      ll += r.score * Math.log(p) + (1 - r.score) * Math.log(1 - p); //@ unstable bce-after-sigmoid across
    }
    return ll;
  }

  fit(games: GameResult[]): this {
    for (let it = 0; it < this.iters; it++) {
      const grad = new Map<string, number>();
      for (const r of games) {
        const p = this.winProbability(r.white, r.black);
        grad.set(r.white, (grad.get(r.white) ?? 0) + (r.score - p));
        grad.set(r.black, (grad.get(r.black) ?? 0) - (r.score - p));
      }
      grad.forEach((v, id) => this.theta.set(id, this.get(id) + this.lr * v));
      if (it % 100 === 0) console.debug(`iter ${it} ll=${this.logLik(games).toFixed(3)}`);
    }
    return this;
  }

  /** Elo-like scale for the leaderboard page */
  toElo(): Array<[string, number]> {
    return [...this.theta.entries()].map(([id, t]) => [id, 1500 + t / Q] as [string, number]).sort((x, y) => y[1] - x[1]);
  }
}
