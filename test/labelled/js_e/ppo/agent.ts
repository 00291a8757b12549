import * as tf from '@tensorflow/tfjs-node';
import { ActorCritic } from './policy';

export interface PpoConfig {
  clip: number;
  gamma: number;
  lambda: number;
  epochs: number;
  entropyCoef: number;
  valueCoef: number;
  targetKl: number;
}

export interface Rollout {
  states: number[][];
  actions: number[];
  logProbs: number[];
  rewards: number[];
  values: number[];
  dones: boolean[];
}

export class PpoAgent {
  private readonly opt = tf.train.adam(3e-4);

  constructor(private readonly ac: ActorCritic, private readonly cfg: PpoConfig) {}

  private gae(r: Rollout): { adv: number[]; ret: number[] } {
    const adv = new Array<number>(r.rewards.length).fill(0);
    let last = 0;
    for (let t = r.rewards.length - 1; t >= 0; t--) {
      const nextV = t + 1 < r.values.length && !r.dones[t] ? r.values[t + 1] : 0;
      const delta = r.rewards[t] + this.cfg.gamma * nextV - r.values[t];
      last = delta + (r.dones[t] ? 0 : this.cfg.gamma * this.cfg.lambda * last);
      adv[t] = last;
    }
    return { adv, ret: adv.map((a, i) => a + r.values[i]) };
  }

  update(r: Rollout): { loss: number; kl: number } {
    const { adv, ret } = this.gae(r);
    let loss = 0;
    let kl = 0;
    for (let e = 0; e < this.cfg.epochs; e++) {
      const l = this.opt.minimize(() => {
        const s = tf.tensor2d(r.states);
        const a = tf.tensor1d(r.actions, 'int32');
        const old = tf.tensor1d(r.logProbs);
        const A = tf.tensor1d(adv);
        const lp = this.ac.logProb(s, a);
        const ratio = lp.sub(old).exp();
        const clipped = ratio.clipByValue(1 - this.cfg.clip, 1 + this.cfg.clip);
        const pg = tf.minimum(ratio.mul(A), clipped.mul(A)).mean().neg();
        const vf = this.ac.value(s).sub(tf.tensor1d(ret)).square().mean();
        const ent = this.ac.entropy(s);
        kl = old.sub(lp).mean().dataSync()[0];
        return pg.add(vf.mul(this.cfg.valueCoef)).sub(ent.mul(this.cfg.entropyCoef)) as tf.Scalar;
      }, true)!;
      loss = l.dataSync()[0];
      l.dispose();
      if (kl > 1.5 * this.cfg.targetKl) break;
    }
    return { loss, kl };
  }

  /** behaviour cloning warm start from demonstrations */
  clone(states: number[][], actions: number[], steps = 200): void {
    for (let i = 0; i < steps; i++) {
      this.opt.minimize(() => {
        const out = this.ac.dist(tf.tensor2d(states));
        const y = tf.oneHot(tf.tensor1d(actions, 'int32'), this.ac.actions);
        return tf.losses.softmaxCrossEntropy(y, out) as tf.Scalar; //@ unstable softmax-before-ce across
      });
    }
  }
}
