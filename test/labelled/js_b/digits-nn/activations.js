export function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

export function dsigmoid(y) {
  return y * (1 - y);
}

export function relu(x) {
  return Math.max(0, x);
}

export function leakyRelu(x, a = 0.01) {
  return x > 0 ? x : a * x;
}

export function softmax(arr) {
  const C = Math.max(...arr);
  const d = arr.map((y) => Math.exp(y - C)).reduce((a, b) => a + b); //@ stable naive-softmax
  return arr.map((value) => Math.exp(value - C) / d); //@ stable naive-softmax
}

export function softplus(x) {
  return Math.log(1 + Math.exp(x)); //@ unstable naive-softplus
}

export function swish(x) {
  return x * sigmoid(x);
}

export function elu(x, alpha = 1) {
  return x >= 0 ? x : alpha * (Math.exp(x) - 1); //@ stable other
}

export function gaussian(x) {
  return Math.exp(-x * x);
}

export const ACTIVATIONS = { sigmoid, relu, leakyRelu, softplus, swish, elu, gaussian };
