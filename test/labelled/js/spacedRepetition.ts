export type Grade = 1 | 2 | 3 | 4;

export interface Card {
  id: string;
  stability: number;
  difficulty: number;
  due: Date;
  reps: number;
  lapses: number;
}

export interface ReviewLog {
  cardId: string;
  elapsedDays: number;
  recalled: boolean;
}

const W = [0.4, 0.6, 2.4, 5.8, 4.93, 0.94, 0.86, 0.01, 1.49, 0.14, 0.94, 2.18, 0.05, 0.34, 1.26];
const DAY = 24 * 3600 * 1000;

export function retrievability(card: Card, elapsedDays: number): number {
  return Math.exp((Math.log(0.9) * elapsedDays) / card.stability); //@ stable other
}

export function nextInterval(stability: number, retention = 0.9): number {
  return Math.max(1, Math.round((stability * Math.log(retention)) / Math.log(0.9))); //@ stable other
}

function clampDifficulty(d: number): number {
  return Math.min(10, Math.max(1, d));
}

export function stabilityAfterRecall(c: Card, r: number): number {
  const gain = Math.exp(W[8]) * (11 - c.difficulty) * Math.pow(c.stability, -W[9]) * (Math.exp((1 - r) * W[10]) - 1); //@ stable other
  return c.stability * (1 + gain);
}

export function stabilityAfterLapse(c: Card, r: number): number {
  return W[11] * Math.pow(c.difficulty, -W[12]) * Math.pow(c.stability, W[13]) * Math.exp((1 - r) * W[14]); //@ stable other
}

export function review(card: Card, grade: Grade, now = new Date()): Card {
  const elapsed = Math.max(0, (now.getTime() - card.due.getTime()) / DAY);
  const r = retrievability(card, elapsed);
  const stability = grade === 1 ? stabilityAfterLapse(card, r) : stabilityAfterRecall(card, r);
  const difficulty = clampDifficulty(card.difficulty - W[6] * (grade - 3));
  const due = new Date(now.getTime() + nextInterval(stability) * DAY);
  return { ...card, stability, difficulty, due, reps: card.reps + 1, lapses: card.lapses + (grade === 1 ? 1 : 0) };
}

/** Half-life regression in the style of Duolingo: p = 2^(-delta/h), h = 2^(theta . x) */
export class HalfLifeRegression {
  private theta: number[];
  constructor(nFeatures: number, private lr = 0.001) {
    this.theta = new Array(nFeatures).fill(0);
  }

  halfLife(x: number[]): number {
    const dot = x.reduce((s, xi, i) => s + xi * this.theta[i], 0);
    return Math.min(274, Math.max(0.01, Math.pow(2, dot)));
  }

  predict(x: number[], delta: number): number {
    const p = Math.pow(2, -delta / this.halfLife(x));
    return Math.min(0.9999, Math.max(0.0001, p));
  }

  update(x: number[], delta: number, observed: number): void {
    const p = this.predict(x, delta);
    const h = this.halfLife(x);
    const dlp = 2 * (p - observed) * Math.LN2 ** 2 * p * (delta / h);
    x.forEach((xi, i) => { this.theta[i] -= this.lr * dlp * xi; });
  }
}

/** item response model used for the placement test */
export function rasch(ability: number, difficulty: number): number {
  const e = Math.exp(ability - difficulty);
  return e / (1 + e); //@ unstable naive-sigmoid
}

export function placementLogLik(ability: number, answers: Array<{ difficulty: number; correct: boolean }>): number {
  return answers.reduce((s, a) => {
    const p = rasch(ability, a.difficulty);
    return s + (a.correct ? Math.log(p) : Math.log(1 - p)); //@ unstable bce-after-sigmoid across
  }, 0);
}

export function studyStreakXp(days: number): number {
  return Math.round(100 * Math.log2(1 + days)); //@ stable other
}
