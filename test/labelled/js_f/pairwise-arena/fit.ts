import { Battle, winChance } from './ratings';

export interface Fit { strength: number[]; nll: number }

/** Hunter's MM algorithm */
export function fitMM(n: number, battles: Battle[], iters = 100): number[] {
  const wins = new Array(n).fill(0.5);
  const meets = new Map<string, number>();
  for (const { a, b, winner } of battles) {
    wins[a] += winner === 'a' ? 1 : winner === 'tie' ? 0.5 : 0;
    wins[b] += winner === 'b' ? 1 : winner === 'tie' ? 0.5 : 0;
    const k = a < b ? `${a}|${b}` : `${b}|${a}`;
    meets.set(k, (meets.get(k) ?? 0) + 1);
  }
  let p = new Array(n).fill(1 / n);
  for (let it = 0; it < iters; it++) {
    const den = new Array(n).fill(1e-9);
    for (const [k, m] of meets) {
      const [i, j] = k.split('|').map(Number);
      den[i] += m / (p[i] + p[j]);
      den[j] += m / (p[i] + p[j]);
    }
    p = wins.map((w, i) => w / den[i]);
    const z = p.reduce((s, v) => s + v, 0);
    p = p.map(v => v / z);
  }
  return p;
}

const surprise = (p: number): number => -Math.log(p); //@ unstable log-of-sigmoid across

export function fitGradient(n: number, battles: Battle[], lr = 0.5, epochs = 300): Fit {
  const s = new Array<number>(n).fill(0);
  let nll = 0;
  for (let e = 0; e < epochs; e++) {
    nll = 0;
    const g = new Array<number>(n).fill(0);
    for (const { a, b, winner } of battles) {
      if (winner === 'tie') continue;
      const pa = winChance(s[a] - s[b]);
      nll += winner === 'a' ? surprise(pa) : surprise(1 - pa);
      const y = winner === 'a' ? 1 : 0;
      g[a] += y - pa;
      g[b] -= y - pa;
    }
    for (let i = 0; i < n; i++) s[i] += lr * g[i];
  }
  return { strength: s, nll };
}

export function holdoutNll(s: number[], battles: Battle[]): number {
  return battles.reduce((acc, { a, b, winner }) => {
    const d = winner === 'a' ? s[a] - s[b] : s[b] - s[a];
    return acc + Math.max(-d, 0) + Math.log1p(Math.exp(-Math.abs(d))); //@ stable log-of-sigmoid
  }, 0) / battles.length;
}
