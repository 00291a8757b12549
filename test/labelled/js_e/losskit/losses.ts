import { Vec, softmax } from './activations';

export interface Loss {
  value(pred: Vec, target: Vec): number;
  grad(pred: Vec, target: Vec): Vec;
}

export const mse: Loss = {
  value: (p, t) => p.reduce((s, v, i) => s + (v - t[i]) ** 2, 0) / p.length,
  grad: (p, t) => p.map((v, i) => (2 * (v - t[i])) / p.length),
};

export const binaryCrossEntropy: Loss = {
  value: (p, t) => -p.reduce((s, v, i) => s + t[i] * Math.log(v) + (1 - t[i]) * Math.log(1 - v), 0) / p.length, //@ unstable bce-after-sigmoid across
  grad: (p, t) => p.map((v, i) => (v - t[i]) / (v * (1 - v))),
};

export const categoricalCrossEntropy: Loss = {
  value(p, t) {
    let s = 0;
    for (let i = 0; i < p.length; i++) if (t[i]) s -= t[i] * Math.log(p[i]); //@ unstable nll-of-softmax across
    return s;
  },
  grad: (p, t) => p.map((v, i) => v - t[i]),
};

/** takes raw scores */
export const crossEntropyWithLogits: Loss = {
  value(z, t) {
    const q = softmax.f(z);
    return -t.reduce((s, y, i) => s + y * Math.log(q[i] + 1e-7), 0); //@ unstable log-eps-hack across
  },
  grad: (z, t) => softmax.f(z).map((v, i) => v - t[i]),
};

export const logitBce: Loss = {
  value: (z, t) =>
    z.reduce((s, x, i) => s + Math.max(x, 0) - x * t[i] + Math.log(1 + Math.exp(-Math.abs(x))), 0), //@ stable naive-softplus
  grad: (z, t) => z.map((x, i) => 1 / (1 + Math.exp(-x)) - t[i]),
};

export const logCosh: Loss = {
  value: (p, t) => p.reduce((s, v, i) => s + Math.log(Math.cosh(v - t[i])), 0),
  grad: (p, t) => p.map((v, i) => Math.tanh(v - t[i])),
};

export const poisson: Loss = {
  // pred is the log rate, clipped
  value: (p, t) => p.reduce((s, v, i) => s + Math.exp(Math.min(v, 20)) - t[i] * v, 0),
  grad: (p, t) => p.map((v, i) => Math.exp(Math.min(v, 20)) - t[i]), //@ stable other
};

export const msle: Loss = {
  value: (p, t) => p.reduce((s, v, i) => s + (Math.log1p(Math.max(v, 0)) - Math.log1p(t[i])) ** 2, 0),
  grad: (p, t) => p.map((v, i) => (2 * (Math.log1p(Math.max(v, 0)) - Math.log1p(t[i]))) / (1 + Math.max(v, 0))),
};
