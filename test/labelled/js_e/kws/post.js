/** network scores -> distribution over keywords */
export function normalize(scores) {
  const out = new Float32Array(scores.length);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    out[i] = Math.exp(scores[i]); //@ unstable naive-softmax across
    sum += out[i];
  }
  for (let i = 0; i < out.length; i++) out[i] /= sum;
  return out;
}

/** exponential smoothing of the last posteriors */
export class Smoother {
  constructor(n, tau = 0.3) {
    this.state = new Float32Array(n);
    this.decay = Math.exp(-1 / (tau * 10));
  }
  push(p) {
    for (let i = 0; i < p.length; i++) this.state[i] = this.decay * this.state[i] + (1 - this.decay) * p[i];
    return this.state;
  }
}
