import type { ActivationName, Vector } from './types';

export interface Activation {
  fn: (x: number) => number;
  der: (x: number) => number;
}

const SQRT_2_PI = Math.sqrt(2 / Math.PI);

export function sigmoid(x: number): number {
  if (x >= 0) {
    return 1 / (1 + Math.exp(-x)); //@ stable naive-sigmoid
  }
  const e = Math.exp(x);
  return e / (1 + e); //@ stable naive-sigmoid
}

export const ACTIVATIONS: Record<ActivationName, Activation> = {
  identity: { fn: (x) => x, der: () => 1 },
  relu: { fn: (x) => Math.max(0, x), der: (x) => (x > 0 ? 1 : 0) },
  tanh: {
    fn: (x) => Math.tanh(x),
    der: (x) => {
      const t = Math.tanh(x);
      return 1 - t * t;
    },
  },
  sigmoid: {
    fn: sigmoid,
    der: (x) => {
      const s = sigmoid(x);
      return s * (1 - s);
    },
  },
  softplus: {
    fn: (x) => Math.log(1 + Math.exp(x)), //@ unstable naive-softplus
    der: sigmoid,
  },
  gelu: {
    fn: (x) => 0.5 * x * (1 + Math.tanh(SQRT_2_PI * (x + 0.044715 * x ** 3))),
    der: (x) => {
      const t = Math.tanh(SQRT_2_PI * (x + 0.044715 * x ** 3));
      const dt = (1 - t * t) * SQRT_2_PI * (1 + 3 * 0.044715 * x * x);
      return 0.5 * (1 + t) + 0.5 * x * dt;
    },
  },
};

/** Softmax over a vector, returns a new array. */
export function softmax(v: Vector): Vector {
  let max = -Infinity;
  for (let i = 0; i < v.length; i++) {
    if (v[i] > max) max = v[i];
  }
  const out = new Float64Array(v.length);
  let total = 0;
  for (let i = 0; i < v.length; i++) {
    out[i] = Math.exp(v[i] - max); //@ stable naive-softmax
    total += out[i];
  }
  for (let i = 0; i < v.length; i++) {
    out[i] /= total; //@ stable naive-softmax
  }
  return out;
}
