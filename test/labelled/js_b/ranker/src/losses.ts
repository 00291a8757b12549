export function toProbs(scores: number[]): number[] {
  const e: number[] = [];
  let total = 0;
  for (const s of scores) {
    const v = Math.exp(s); //@ unstable naive-softmax
    e.push(v);
    total += v;
  }
  return e.map((v) => v / total);
}

/** RankNet pair loss */
export function pairwise(si: number, sj: number, sigma = 1): number {
  return Math.log1p(Math.exp(-sigma * (si - sj))); //@ unstable naive-softplus
}

export function lambdaGrad(si: number, sj: number, sigma = 1): number {
  return -sigma / (1 + Math.exp(sigma * (si - sj)));
}

/** ListNet top-one cross entropy */
export function listNet(target: number[], predicted: number[]): number {
  return -target.reduce((s, t, i) => s + t * Math.log(predicted[i]), 0); //@ unstable nll-of-softmax across
}

/** ListMLE: items already sorted by relevance */
export function listMle(scores: number[]): number {
  let loss = 0;
  for (let i = 0; i < scores.length; i++) {
    let z = 0;
    for (let j = i; j < scores.length; j++) z += Math.exp(scores[j]);
    loss += Math.log(z) - scores[i]; //@ unstable naive-logsumexp
  }
  return loss;
}

export function klDivergence(p: number[], q: number[]): number {
  let d = 0;
  for (let i = 0; i < p.length; i++) {
    if (p[i] > 0) d += p[i] * Math.log(p[i] / q[i]); //@ unstable log-of-softmax across
  }
  return d;
}

export function bce(y: number, p: number): number {
  return -(y * Math.log(p) + (1 - y) * Math.log(1 - p)); //@ unstable bce-after-sigmoid across
}
