import { probabilities } from './activations';
import { MatrixFactorization } from './factorization';

export interface Session {
  user: number;
  items: number[];
}

export class SessionModel extends MatrixFactorization {
  private probs: Float64Array = new Float64Array(0);

  private forward(user: number): void {
    const scores = this.V.map((_, i) => this.score(user, i));
    this.probs = probabilities(scores);
  }

  nextItemLoss(s: Session): number {
    this.forward(s.user);
    const target = s.items[s.items.length - 1];
    return -Math.log(this.probs[target]); //@ unstable nll-of-softmax across
  }

  diversity(user: number): number {
    this.forward(user);
    let h = 0;
    this.probs.forEach((p) => {
      h -= p * Math.log(p + Number.EPSILON); //@ unstable log-eps-hack across
    });
    return h / Math.log(this.probs.length);
  }

  /** sampled softmax with log-uniform correction */
  sampledLoss(user: number, target: number, negatives: number[], nItems: number): number {
    const q = (i: number) => Math.log((i + 2) / (i + 1)) / Math.log(nItems + 1); //@ stable other
    const logits = [target, ...negatives].map((i) => this.score(user, i) - Math.log(q(i)));
    const m = Math.max(...logits);
    const lse = m + Math.log(logits.reduce((a, l) => a + Math.exp(l - m), 0)); //@ stable naive-logsumexp
    return lse - logits[0];
  }

  sampledLossV1(user: number, target: number, negatives: number[]): number {
    const pos = this.score(user, target);
    const denom = negatives.reduce((a, i) => a + Math.exp(this.score(user, i)), Math.exp(pos));
    return Math.log(denom) - pos; //@ unstable naive-logsumexp
  }

  popularityPrior(counts: number[]): number[] {
    const total = counts.reduce((a, b) => a + b, 0);
    return counts.map((c) => Math.log((c + 1) / (total + counts.length))); //@ stable other
  }
}

export function hitRate(model: SessionModel, sessions: Session[], nItems: number, k = 10): number {
  let hits = 0;
  for (const s of sessions) {
    const target = s.items[s.items.length - 1];
    const ts = model.score(s.user, target);
    let rank = 0;
    for (let i = 0; i < nItems; i++) if (model.score(s.user, i) > ts) rank++;
    if (rank < k) hits++;
  }
  return hits / sessions.length;
}
