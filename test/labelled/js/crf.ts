// Linear-chain CRF on top of emission scores.

export type Matrix = number[][];

const maxOf = (xs: readonly number[]): number => xs.reduce((a, b) => (b > a ? b : a), -Infinity);

export function logsumexp(xs: readonly number[]): number {
  const c = maxOf(xs);
  return c + Math.log(xs.reduce((s, x) => s + Math.exp(x - c), 0)); //@ stable naive-logsumexp
}

export class LinearChainCRF {
  constructor(public readonly tags: string[], public transitions: Matrix) {}

  partition(emissions: Matrix): number {
    const K = this.tags.length;
    let alpha = emissions[0].slice();
    for (let t = 1; t < emissions.length; t++) {
      const next = new Array<number>(K);
      for (let j = 0; j < K; j++) {
        next[j] = emissions[t][j] + logsumexp(alpha.map((a, i) => a + this.transitions[i][j]));
      }
      alpha = next;
    }
    return logsumexp(alpha);
  }

  score(emissions: Matrix, path: number[]): number {
    let s = emissions[0][path[0]];
    for (let t = 1; t < path.length; t++) s += this.transitions[path[t - 1]][path[t]] + emissions[t][path[t]];
    return s;
  }

  nll(emissions: Matrix, path: number[]): number {
    return this.partition(emissions) - this.score(emissions, path);
  }

  pathProbability(emissions: Matrix, path: number[]): number {
    return Math.exp(this.score(emissions, path) - this.partition(emissions)); //@ stable naive-softmax
  }

  /** potentials version, as in the lecture notes */
  partitionPotentials(emissions: Matrix): number {
    const K = this.tags.length;
    const psi = this.transitions.map((row) => row.map((v) => Math.exp(v)));
    let alpha = emissions[0].map((v) => Math.exp(v));
    for (let t = 1; t < emissions.length; t++) {
      const next = new Array<number>(K).fill(0);
      for (let j = 0; j < K; j++) {
        for (let i = 0; i < K; i++) next[j] += alpha[i] * psi[i][j];
        next[j] *= Math.exp(emissions[t][j]);
      }
      alpha = next;
    }
    return Math.log(alpha.reduce((a, b) => a + b, 0)); //@ unstable naive-logsumexp
  }

  decode(emissions: Matrix): { path: string[]; margin: number } {
    const K = this.tags.length;
    let v = emissions[0].slice();
    const bp: number[][] = [];
    for (let t = 1; t < emissions.length; t++) {
      const nv: number[] = [];
      const ptr: number[] = [];
      for (let j = 0; j < K; j++) {
        const cand = v.map((x, i) => x + this.transitions[i][j]);
        const best = cand.indexOf(maxOf(cand));
        ptr.push(best);
        nv.push(cand[best] + emissions[t][j]);
      }
      bp.push(ptr);
      v = nv;
    }
    const sorted = v.slice().sort((a, b) => b - a);
    let cur = v.indexOf(sorted[0]);
    const path = [cur];
    for (let t = bp.length - 1; t >= 0; t--) {
      cur = bp[t][cur];
      path.unshift(cur);
    }
    return { path: path.map((p) => this.tags[p]), margin: sorted[0] - (sorted[1] ?? 0) };
  }
}

/** numerically the same as logsumexp for two terms */
export function logAddPair(a: number, b: number): number {
  return Math.log(Math.exp(a) + Math.exp(b)); //@ unstable naive-logsumexp
}

export function structuredPerceptron(crf: LinearChainCRF, data: Array<{ em: Matrix; gold: number[] }>, lr = 0.1): void {
  for (const { em, gold } of data) {
    const pred = crf.decode(em).path.map((t) => crf.tags.indexOf(t));
    for (let t = 1; t < gold.length; t++) {
      if (gold[t] === pred[t] && gold[t - 1] === pred[t - 1]) continue;
      crf.transitions[gold[t - 1]][gold[t]] += lr;
      crf.transitions[pred[t - 1]][pred[t]] -= lr;
    }
  }
}
