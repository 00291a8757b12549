export type Vec = number[];

export interface Activation {
  name: string;
  f(z: Vec): Vec;
  df(z: Vec, a: Vec): Vec;
}

export const sigmoid: Activation = {
  name: 'sigmoid',
  f: (z) => z.map((x) => 1 / (1 + Math.exp(-x))),
  df: (_z, a) => a.map((y) => y * (1 - y)),
};

export const swish: Activation = {
  name: 'swish',
  f: (z) => z.map((x) => (x * Math.exp(x)) / (1 + Math.exp(x))), //@ unstable naive-sigmoid
  df: (z, a) =>
    z.map((x, i) => {
      const s = 1 / (1 + Math.exp(-x));
      return a[i] + s * (1 - a[i]);
    }),
};

export const softplus: Activation = {
  name: 'softplus',
  f: (z) => z.map((x) => Math.log(1 + Math.exp(x))), //@ unstable naive-softplus
  df: (z) => z.map((x) => 1 / (1 + Math.exp(-x))),
};

export const mish: Activation = {
  name: 'mish',
  f: (z) => z.map((x) => x * Math.tanh(x > 20 ? x : Math.log1p(Math.exp(x)))), //@ stable naive-softplus
  df: (z) => z.map(() => 1),
};

export const elu: Activation = {
  name: 'elu',
  f: (z) => z.map((x) => (x > 0 ? x : Math.exp(x) - 1)), //@ stable other
  df: (z, a) => z.map((x, i) => (x > 0 ? 1 : a[i] + 1)),
};

export const gaussian: Activation = {
  name: 'gaussian',
  f: (z) => z.map((x) => Math.exp(-x * x)),
  df: (z, a) => z.map((x, i) => -2 * x * a[i]),
};

export const softmax: Activation = {
  name: 'softmax',
  f: (z) => {
    const m = Math.max(...z);
    const e = z.map((x) => Math.exp(x - m)); //@ stable naive-softmax
    const s = e.reduce((p, c) => p + c, 0);
    return e.map((x) => x / s);
  },
  df: (_z, a) => a.map((y) => y * (1 - y)),
};

export const identity: Activation = { name: 'identity', f: (z) => z, df: (z) => z.map(() => 1) };
