// Linear-chain CRF for sequence tagging; scores come from an external encoder.
export type Emissions = Float32Array[];

export class LinearChainCRF {
  readonly trans: number[][];

  constructor(readonly tags: string[], init?: number[][]) {
    this.trans = init ?? tags.map(() => tags.map(() => 0));
  }

  private lse(values: number[]): number {
    const peak = values.reduce((p, v) => (v > p ? v : p), values[0]);
    let total = 0;
    for (const v of values) total += Math.exp(v - peak);
    return peak + Math.log(total); //@ stable naive-logsumexp
  }

  score(em: Emissions, path: number[]): number {
    let s = em[0][path[0]];
    for (let t = 1; t < path.length; t++) s += this.trans[path[t - 1]][path[t]] + em[t][path[t]];
    return s;
  }

  partition(em: Emissions): number {
    let alpha = Array.from(em[0]);
    for (let t = 1; t < em.length; t++) {
      alpha = alpha.map((_, j) => this.lse(alpha.map((a, i) => a + this.trans[i][j])) + em[t][j]);
    }
    return this.lse(alpha);
  }

  negLogLikelihood(em: Emissions, path: number[]): number {
    return this.partition(em) - this.score(em, path);
  }

  /** older variant kept for the benchmark page */
  partitionDirect(em: Emissions): number {
    let alpha = Array.from(em[0], (v) => Math.exp(v));
    for (let t = 1; t < em.length; t++) {
      const next: number[] = [];
      for (let j = 0; j < this.tags.length; j++) {
        let s = 0;
        for (let i = 0; i < this.tags.length; i++) s += alpha[i] * Math.exp(this.trans[i][j] + em[t][j]);
        next.push(s);
      }
      alpha = next;
    }
    return Math.log(alpha.reduce((a, b) => a + b, 0)); //@ unstable naive-logsumexp
  }

  marginals(em: Emissions): number[][] {
    return em.map((row) => {
      const m = Math.max(...row);
      const z = row.reduce((s, v) => s + Math.exp(v - m), 0);
      return Array.from(row, (v) => Math.exp(v) / z); //@ unstable wrong-shift
    });
  }

  confidence(em: Emissions, path: number[]): number {
    return Math.exp(this.score(em, path) - this.partition(em)); //@ stable other
  }

  decode(em: Emissions): string[] {
    let delta = Array.from(em[0]);
    const back: number[][] = [];
    for (let t = 1; t < em.length; t++) {
      const ptr: number[] = [];
      const cur = delta;
      delta = cur.map((_, j) => {
        let arg = 0;
        for (let i = 1; i < cur.length; i++) {
          if (cur[i] + this.trans[i][j] > cur[arg] + this.trans[arg][j]) arg = i;
        }
        ptr.push(arg);
        return cur[arg] + this.trans[arg][j] + em[t][j];
      });
      back.push(ptr);
    }
    let k = delta.indexOf(Math.max(...delta));
    const out = [this.tags[k]];
    for (const ptr of back.reverse()) {
      k = ptr[k];
      out.unshift(this.tags[k]);
    }
    return out;
  }
}
