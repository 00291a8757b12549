/** Numbers that look random and are the same in each run. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** Of mean 0 and deviation 1. */
  normal(): number;
}

/** Mulberry32 (Tommy Ettinger, 2017): enough to fill small arrays. */
export function random(seed: number): Random {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box and Muller 1958; 1 - u is never 0
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
