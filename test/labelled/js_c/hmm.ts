type Matrix = number[][];

export interface HmmParams {
  start: number[];
  trans: Matrix;
  emit: Matrix;
}

const log = (m: Matrix): Matrix => m.map((r) => r.map((x) => Math.log(x))); //@ stable other

function logsumexp(values: number[]): number {
  const m = Math.max(...values);
  if (m === -Infinity) return -Infinity;
  return m + Math.log(values.reduce((s, v) => s + Math.exp(v - m), 0)); //@ stable naive-logsumexp
}

export class HiddenMarkovModel {
  private logStart: number[];
  private logTrans: Matrix;
  private logEmit: Matrix;
  readonly n: number;

  constructor({ start, trans, emit }: HmmParams) {
    this.logStart = start.map(Math.log); //@ stable other
    this.logTrans = log(trans);
    this.logEmit = log(emit);
    this.n = start.length;
  }

  forward(obs: number[]): Matrix {
    const alpha: Matrix = [this.logStart.map((p, i) => p + this.logEmit[i][obs[0]])];
    for (let t = 1; t < obs.length; t++) {
      const prev = alpha[t - 1];
      alpha.push(
        this.logEmit.map((e, j) => logsumexp(prev.map((a, i) => a + this.logTrans[i][j])) + e[obs[t]])
      );
    }
    return alpha;
  }

  backward(obs: number[]): Matrix {
    const T = obs.length;
    const beta: Matrix = Array.from({ length: T }, () => new Array(this.n).fill(0));
    for (let t = T - 2; t >= 0; t--) {
      for (let i = 0; i < this.n; i++) {
        let acc = 0;
        for (let j = 0; j < this.n; j++) {
          acc += Math.exp(this.logTrans[i][j] + this.logEmit[j][obs[t + 1]] + beta[t + 1][j]);
        }
        beta[t][i] = Math.log(acc); //@ unstable naive-logsumexp
      }
    }
    return beta;
  }

  posterior(obs: number[]): Matrix {
    const a = this.forward(obs);
    const b = this.backward(obs);
    const ll = logsumexp(a[a.length - 1]);
    return a.map((row, t) => row.map((x, i) => Math.exp(x + b[t][i] - ll))); //@ stable naive-softmax
  }

  viterbi(obs: number[]): number[] {
    let delta = this.logStart.map((p, i) => p + this.logEmit[i][obs[0]]);
    const back: Matrix = [];
    for (let t = 1; t < obs.length; t++) {
      const ptr: number[] = [];
      delta = this.logEmit.map((e, j) => {
        let best = 0;
        for (let i = 1; i < this.n; i++) {
          if (delta[i] + this.logTrans[i][j] > delta[best] + this.logTrans[best][j]) best = i;
        }
        ptr.push(best);
        return delta[best] + this.logTrans[best][j] + e[obs[t]];
      });
      back.push(ptr);
    }
    let s = delta.indexOf(Math.max(...delta));
    const path = [s];
    for (let t = back.length - 1; t >= 0; t--) {
      s = back[t][s];
      path.unshift(s);
    }
    return path;
  }

  perplexity(obs: number[]): number {
    const alpha = this.forward(obs);
    return Math.exp(-logsumexp(alpha[alpha.length - 1]) / obs.length); //@ stable other
  }
}

export const weather = new HiddenMarkovModel({
  start: [0.6, 0.4],
  trans: [
    [0.7, 0.3],
    [0.4, 0.6],
  ],
  emit: [
    [0.1, 0.4, 0.5],
    [0.6, 0.3, 0.1],
  ],
});
