import { sigmoid, sigmoidSafe, softplus, softplusBeta } from './activations';

export interface Interaction {
  user: number;
  item: number;
  label: 0 | 1;
  ts: number;
}

export interface MFConfig {
  factors: number;
  lr: number;
  reg: number;
  halfLifeDays: number;
}

export class MatrixFactorization {
  protected U: Float64Array[];
  protected V: Float64Array[];
  protected b: Float64Array;

  constructor(nUsers: number, nItems: number, protected cfg: MFConfig) {
    const init = () => Float64Array.from({ length: cfg.factors }, () => (Math.random() - 0.5) * 0.1);
    this.U = Array.from({ length: nUsers }, init);
    this.V = Array.from({ length: nItems }, init);
    this.b = new Float64Array(nItems);
  }

  score(u: number, i: number): number {
    let s = this.b[i];
    for (let f = 0; f < this.cfg.factors; f++) s += this.U[u][f] * this.V[i][f];
    return s;
  }

  protected decay(ts: number, now: number): number {
    const days = (now - ts) / 86400000;
    return Math.exp((-Math.LN2 * days) / this.cfg.halfLifeDays); //@ stable other
  }

  protected sgd(u: number, i: number, err: number): void {
    const { lr, reg } = this.cfg;
    for (let f = 0; f < this.cfg.factors; f++) {
      const uf = this.U[u][f];
      const vf = this.V[i][f];
      this.U[u][f] += lr * (err * vf - reg * uf);
      this.V[i][f] += lr * (err * uf - reg * vf);
    }
    this.b[i] += lr * err;
  }
}

export class LogisticMF extends MatrixFactorization {
  predict(u: number, i: number): number {
    return sigmoidSafe(this.score(u, i));
  }

  step(batch: Interaction[], now: number): number {
    let loss = 0;
    for (const { user, item, label, ts } of batch) {
      const p = this.predict(user, item);
      const w = this.decay(ts, now);
      loss += -w * (label * Math.log(p) + (1 - label) * Math.log(1 - p)); //@ unstable bce-after-sigmoid across
      this.sgd(user, item, w * (label - p));
    }
    return loss / batch.length;
  }

  stepFromScores(batch: Interaction[]): number {
    return batch.reduce((acc, { user, item, label }) => {
      const s = this.score(user, item);
      return acc + Math.max(s, 0) - s * label + Math.log1p(Math.exp(-Math.abs(s))); //@ stable naive-softplus
    }, 0) / batch.length;
  }
}

export class BPR extends MatrixFactorization {
  lossTriple(u: number, i: number, j: number): number {
    const x = this.score(u, i) - this.score(u, j);
    this.sgd(u, i, 1 - sigmoidSafe(x));
    this.sgd(u, j, -(1 - sigmoidSafe(x)));
    return -Math.log(sigmoid(x)); //@ unstable log-of-sigmoid across
  }

  lossTripleEps(u: number, i: number, j: number): number {
    const x = this.score(u, i) - this.score(u, j);
    return -Math.log(sigmoidSafe(x) + 1e-10); //@ unstable log-eps-hack across
  }

  warp(u: number, i: number, j: number): number {
    return softplusBeta(this.score(u, j) - this.score(u, i), 2);
  }

  auc(triples: Array<[number, number, number]>): number {
    return triples.filter(([u, i, j]) => this.score(u, i) > this.score(u, j)).length / triples.length;
  }

  margin(u: number, i: number, j: number): number {
    return softplus(this.score(u, j) - this.score(u, i)) / Math.LN2;
  }
}
