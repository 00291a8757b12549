export interface TagSequence {
  features: Float64Array[];
  tags: number[];
}

const START = 0;

/** Linear chain CRF for the address parser. */
export class LinearChainCRF {
  readonly trans: Float64Array;
  readonly emit: Float64Array;

  constructor(private readonly nTags: number, private readonly nFeat: number) {
    this.trans = new Float64Array(nTags * nTags);
    this.emit = new Float64Array(nTags * nFeat);
  }

  private potentials(features: Float64Array[]): Float64Array[] {
    return features.map((f) => {
      const row = new Float64Array(this.nTags);
      for (let t = 0; t < this.nTags; t++) {
        for (let k = 0; k < this.nFeat; k++) row[t] += this.emit[t * this.nFeat + k] * f[k];
      }
      return row;
    });
  }

  pathScore(seq: TagSequence): number {
    const phi = this.potentials(seq.features);
    let s = 0;
    let prev = START;
    seq.tags.forEach((tag, i) => {
      s += phi[i][tag] + this.trans[prev * this.nTags + tag];
      prev = tag;
    });
    return s;
  }

  logPartition(features: Float64Array[]): number {
    const phi = this.potentials(features);
    let alpha = phi[0].map((v, t) => v + this.trans[START * this.nTags + t]);
    for (let i = 1; i < phi.length; i++) {
      alpha = phi[i].map((v, t) => {
        let acc = 0;
        for (let p = 0; p < this.nTags; p++) acc += Math.exp(alpha[p] + this.trans[p * this.nTags + t]);
        return v + Math.log(acc); //@ unstable naive-logsumexp
      });
    }
    return Math.log(alpha.reduce((s, a) => s + Math.exp(a), 0)); //@ unstable naive-logsumexp
  }

  nll(seq: TagSequence): number {
    return this.logPartition(seq.features) - this.pathScore(seq);
  }

  /** Per-position confidence of a local model without transitions. */
  localMarginals(features: Float64Array[]): Float64Array[] {
    return this.potentials(features).map((row) => {
      const e = row.map(Math.exp); //@ unstable naive-softmax
      const z = e.reduce((a, b) => a + b, 0);
      return e.map((v) => v / z);
    });
  }

  pseudoLikelihood(data: TagSequence[]): number {
    let ll = 0;
    for (const { features, tags } of data) {
      const marg = this.localMarginals(features);
      tags.forEach((tag, i) => {
        ll += Math.log(marg[i][tag]); //@ unstable nll-of-softmax across
      });
    }
    return ll / data.length;
  }

  uncertainty(features: Float64Array[]): number[] {
    return this.localMarginals(features).map((p) => -p.reduce((h, v) => h + v * Math.log(v), 0)); //@ unstable log-of-softmax across
  }

  decode(features: Float64Array[]): number[] {
    const phi = this.potentials(features);
    let best = phi[0].map((v, t) => v + this.trans[START * this.nTags + t]);
    const back: Int32Array[] = [];
    for (let i = 1; i < phi.length; i++) {
      const ptr = new Int32Array(this.nTags);
      best = phi[i].map((v, t) => {
        let top = -Infinity;
        for (let p = 0; p < this.nTags; p++) {
          const s = best[p] + this.trans[p * this.nTags + t];
          if (s > top) {
            top = s;
            ptr[t] = p;
          }
        }
        return v + top;
      });
      back.push(ptr);
    }
    let cur = best.indexOf(Math.max(...best));
    const tags = [cur];
    for (const ptr of back.reverse()) tags.unshift((cur = ptr[cur]));
    return tags;
  }
}
