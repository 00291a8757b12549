// Logits of every kind that docs and issues name, drawn from a seed.
import { expSubnormal, expZero, type Format } from '../../../../src/kernels/index.ts';

/** Uniform in [0, 1): mulberry32. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

type Draw = (n: number, format: Format, random: () => number) => number[];

const from = (n: number, next: (i: number) => number) => Array.from({ length: n }, (_, i) => next(i));

export const draws: Readonly<Record<string, Draw>> = {
  'normal, of deviation 1': (n, _, random) => from(n, () => normal(random)),
  'normal, of deviation 5, all shifted': (n, _, random) => from(n, () => 100 + 5 * normal(random)),
  'wide: ±30': (n, _, random) => from(n, () => 60 * random() - 30),
  'very wide: ±500': (n, { max }, random) => from(n, () => Math.min(500, max) * (2 * random() - 1)),
  'peaked near p = 1': (n, { unitRoundoff }, random) =>
    from(n, (i) => (i === 1 ? 3 - Math.log(unitRoundoff) : 3 * random())),
  'so peaked that 1 − p underflows': (n, format, random) =>
    from(n, (i) => (i === 1 ? 0 : expSubnormal(format) - 3 * random())),
  'log-probabilities: a log-sum-exp near 0': (n, _, random) => {
    const weights = from(n, () => random() + 0.01);
    const total = weights.reduce((a, b) => a + b);
    return weights.map((weight) => Math.log(weight / total));
  },
  tied: (n, _, random) => from(n, () => Math.floor(3 * random())),
  'nearly tied': (n, { unitRoundoff }, random) => from(n, () => 1 + 2 * unitRoundoff * Math.floor(4 * random())),
  'subnormal results': (n, format, random) =>
    from(n, (i) => (i === 0 ? 0 : expZero(format) - 1 + random() * (expSubnormal(format) - expZero(format) + 3))),
  'tiny inputs': (n, { minSubnormal }, random) => from(n, () => minSubnormal * Math.floor(8 * random() - 4)),
  'two terms': (_, __, random) => [normal(random), 9 * normal(random)],
};
