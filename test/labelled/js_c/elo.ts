/** Ratings for the ladder: Elo, Glicko-like decay and a Bradley-Terry refit. */
export interface Match {
  winner: string;
  loser: string;
  playedAt: number;
}

export interface RatingTable {
  [player: string]: number;
}

const K = 24;
const BASE = 1500;
const DAY = 86_400_000;

export const expected = (ra: number, rb: number): number => 1 / (1 + 10 ** ((rb - ra) / 400)); //@ stable naive-sigmoid

export function eloUpdate(table: RatingTable, m: Match): void {
  const rw = table[m.winner] ?? BASE;
  const rl = table[m.loser] ?? BASE;
  const e = expected(rw, rl);
  table[m.winner] = rw + K * (1 - e);
  table[m.loser] = rl - K * (1 - e);
}

export class BradleyTerry {
  private theta = new Map<string, number>();

  constructor(private readonly l2 = 0, private readonly lr = 0.1) {}

  strength(p: string): number {
    return this.theta.get(p) ?? 0;
  }

  winProbability(a: string, b: string): number {
    const ea = Math.exp(this.strength(a));
    const eb = Math.exp(this.strength(b));
    return ea / (ea + eb); //@ unstable naive-softmax
  }

  private weight(m: Match, now: number): number {
    return Math.exp(-(now - m.playedAt) / (180 * DAY)); //@ stable other
  }

  step(matches: Match[], now: number): number {
    const grad = new Map<string, number>();
    let nll = 0;
    for (const m of matches) {
      const w = this.weight(m, now);
      const p = this.winProbability(m.winner, m.loser);
      nll -= w * Math.log(p); //@ unstable nll-of-softmax across
      grad.set(m.winner, (grad.get(m.winner) ?? 0) + w * (1 - p));
      grad.set(m.loser, (grad.get(m.loser) ?? 0) - w * (1 - p));
    }
    for (const [p, g] of grad) {
      this.theta.set(p, this.strength(p) + this.lr * (g - this.l2 * this.strength(p)));
    }
    return nll / matches.length;
  }

  fit(matches: Match[], iters = 200): this {
    const now = Math.max(...matches.map((m) => m.playedAt));
    for (let i = 0; i < iters; i++) this.step(matches, now);
    return this;
  }

  /** Plackett-Luce likelihood of a finishing order. */
  orderLogLik(order: string[]): number {
    const s = order.map((p) => this.strength(p));
    let ll = 0;
    for (let i = 0; i < s.length - 1; i++) {
      const rest = s.slice(i);
      ll += s[i] - Math.log(rest.reduce((acc, v) => acc + Math.exp(v), 0)); //@ unstable naive-logsumexp
    }
    return ll;
  }

  pairLogLik(a: string, b: string): number {
    const d = this.strength(a) - this.strength(b);
    return d > 0 ? -Math.log1p(Math.exp(-d)) : d - Math.log1p(Math.exp(d)); //@ stable log-of-sigmoid
  }
}

/** Brier and log score of the Elo forecasts on a held-out season. */
export function forecastScore(table: RatingTable, season: Match[]): { brier: number; log: number } {
  let brier = 0;
  let log = 0;
  for (const m of season) {
    const p = expected(table[m.winner] ?? BASE, table[m.loser] ?? BASE);
    brier += (1 - p) ** 2;
    log += Math.log2(p);
  }
  return { brier: brier / season.length, log: -log / season.length };
}
