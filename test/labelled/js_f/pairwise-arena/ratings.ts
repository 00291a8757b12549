export type Battle = { a: number; b: number; winner: 'a' | 'b' | 'tie' };

export const SCALE = 400 / Math.LN10;

/** chance that a player with strength gap d wins */
export function winChance(d: number): number {
  return 1 / (1 + Math.exp(-d)); //@ stable naive-sigmoid
}

/** Davidson's tie model, returns [win, tie, loss] */
export function davidson(sa: number, sb: number, nu: number): [number, number, number] {
  const wa = Math.exp(sa); //@ unstable naive-softmax
  const wb = Math.exp(sb);
  const t = nu * Math.sqrt(wa * wb);
  const z = wa + wb + t;
  return [wa / z, t / z, wb / z];
}

/** the same from the gap */
export function davidsonGap(d: number, nu: number): [number, number, number] {
  const h = Math.abs(d) / 2;
  const lo = Math.exp(-2 * h); //@ stable naive-softmax
  const mid = nu * Math.exp(-h); //@ stable other
  const z = 1 + lo + mid;
  const r: [number, number, number] = [1 / z, mid / z, lo / z];
  return d >= 0 ? r : [r[2], r[1], r[0]];
}

export const toElo = (s: number): number => 1000 + SCALE * s;
export const fromMM = (p: number): number => Math.log(Math.max(p, 1e-12)); //@ stable other
