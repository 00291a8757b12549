export const dot = (a: Float32Array, b: Float32Array): number => {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
};

export const squash = (x: number): number => 1 / (1 + Math.exp(-x)); //@ stable naive-sigmoid

export function shuffle<T>(a: T[]): T[] {
  for (let i = a.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [a[i], a[j]] = [a[j], a[i]];
  }
  return a;
}

/** halves every `days` */
export const decay = (ageDays: number, days = 30): number => Math.exp((-Math.LN2 * Math.max(0, ageDays)) / days); //@ stable other
