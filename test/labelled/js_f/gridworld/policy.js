export class TabularSoftmax {
  constructor(nStates, nActions) {
    this.nA = nActions;
    this.theta = Array.from({ length: nStates }, () => new Float64Array(nActions));
  }

  probs(s) {
    const h = this.theta[s];
    const m = Math.max(...h);
    const e = Array.from(h, (v) => Math.exp(v - m)); //@ stable naive-softmax
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / z);
  }

  // behaviour policy: some uniform exploration mixed in
  behaviour(s, eps = 0.1) {
    return this.probs(s).map((p) => (1 - eps) * p + eps / this.nA);
  }
}

export function pick(p) {
  let r = Math.random();
  let i = 0;
  while (i < p.length - 1 && (r -= p[i]) > 0) i++;
  return i;
}

export function boltzmannQ(q, tau) {
  let sum = 0;
  const w = [];
  for (let a = 0; a < q.length; a++) {
    w[a] = Math.exp(q[a] / tau); //@ unstable naive-softmax
    sum += w[a];
  }
  return w.map((x) => x / sum);
}
