export function sigmoid(x: number): number {
  const z = Math.exp(x);
  return z / (1 + z); //@ unstable naive-sigmoid
}

export function sigmoidSafe(x: number): number {
  return x < -40 ? 0 : x > 40 ? 1 : 1 / (1 + Math.exp(-x)); //@ stable naive-sigmoid
}

export const softplus = (x: number): number => Math.log(1 + Math.exp(x)); //@ unstable naive-softplus

export const softplusBeta = (x: number, beta = 1, threshold = 20): number =>
  x * beta > threshold ? x : Math.log1p(Math.exp(beta * x)) / beta; //@ stable naive-softplus

export const swish = (x: number): number => x * sigmoidSafe(x);

export function probabilities(scores: ArrayLike<number>): Float64Array {
  const out = new Float64Array(scores.length);
  let total = 0;
  for (let i = 0; i < scores.length; i++) total += out[i] = Math.exp(scores[i]); //@ unstable naive-softmax
  return out.map((v) => v / total);
}
