/**
 * Elo / Glicko helpers for the club ladder.
 */
export const FLOOR = 100;
export const CEIL = 4000;

export interface Player { id: string; rating: number; games: number; rd?: number; vol?: number }
export interface Game { white: string; black: string; result: 0 | 0.5 | 1 }

export function expected(ra: number, rb: number): number {
  return 1 / (1 + Math.pow(10, (rb - ra) / 400)); //@ stable naive-sigmoid
}

function kFactor(p: Player): number {
  if (p.games < 30) return 40;
  return p.rating > 2400 ? 10 : 20;
}

const clampRating = (r: number) => Math.min(CEIL, Math.max(FLOOR, r));

export class Ladder {
  private players = new Map<string, Player>();

  get(id: string): Player {
    let p = this.players.get(id);
    if (!p) {
      p = { id, rating: 1200, games: 0 };
      this.players.set(id, p);
    }
    return p;
  }

  report(g: Game): number {
    const w = this.get(g.white);
    const b = this.get(g.black);
    const ew = expected(w.rating, b.rating);
    w.rating = clampRating(w.rating + kFactor(w) * (g.result - ew));
    b.rating = clampRating(b.rating + kFactor(b) * (ew - g.result));
    w.games++;
    b.games++;
    return ew;
  }

  /** mean log loss of the current ratings, used to tune K */
  logLoss(games: Game[]): number {
    let s = 0;
    for (const g of games) {
      const ra = clampRating(this.get(g.white).rating);
      const rb = clampRating(this.get(g.black).rating);
      const e = expected(ra, rb);
      s -= g.result * Math.log(e) + (1 - g.result) * Math.log(1 - e); //@ stable bce-after-sigmoid
    }
    return s / games.length;
  }
}

export function ratingDiffFromScore(score: number, n: number): number {
  const p = (score + 0.5) / (n + 1);
  return -400 * Math.log10(1 / p - 1); //@ stable other
}

// --- Glicko-2 volatility -------------------------------------------------
const TAU = 0.5;

export function newVolatility(sigma: number, phi: number, v: number, delta: number): number {
  const a = Math.log(sigma * sigma); //@ stable other
  const f = (x: number) => {
    const ex = Math.exp(x); //@ stable other
    const d = phi * phi + v + ex;
    return (ex * (delta * delta - phi * phi - v - ex)) / (2 * d * d) - (x - a) / (TAU * TAU);
  };
  let A = a;
  let B: number;
  if (delta * delta > phi * phi + v) B = Math.log(delta * delta - phi * phi - v); //@ stable other
  else {
    let k = 1;
    while (f(a - k * TAU) < 0) k++;
    B = a - k * TAU;
  }
  let fA = f(A);
  let fB = f(B);
  while (Math.abs(B - A) > 1e-6) {
    const C = A + ((A - B) * fA) / (fB - fA);
    const fC = f(C);
    if (fC * fB <= 0) { A = B; fA = fB; } else { fA /= 2; }
    B = C;
    fB = fC;
  }
  return Math.exp(A / 2); //@ stable other
}
