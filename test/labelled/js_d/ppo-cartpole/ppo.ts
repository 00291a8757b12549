import * as tf from '@tensorflow/tfjs-node';
import { ActorCritic } from './policy';

interface Rollout {
  obs: number[][];
  act: number[];
  logp: number[];
  adv: number[];
  ret: number[];
}

export interface PPOConfig {
  clip: number;
  entCoef: number;
  vfCoef: number;
  epochs: number;
  lr: number;
  targetKl: number;
}

export const defaults: PPOConfig = { clip: 0.2, entCoef: 0.01, vfCoef: 0.5, epochs: 4, lr: 3e-4, targetKl: 0.02 };

export function gae(rew: number[], val: number[], done: boolean[], last: number, gamma = 0.99, lam = 0.95) {
  const adv = new Array(rew.length).fill(0);
  let run = 0;
  for (let t = rew.length - 1; t >= 0; t--) {
    const nextV = t === rew.length - 1 ? last : val[t + 1];
    const mask = done[t] ? 0 : 1;
    const delta = rew[t] + gamma * nextV * mask - val[t];
    run = delta + gamma * lam * mask * run;
    adv[t] = run;
  }
  return adv;
}

export class PPO {
  private opt: tf.Optimizer;

  constructor(private ac: ActorCritic, private cfg: PPOConfig = defaults) {
    this.opt = tf.train.adam(cfg.lr);
  }

  private policyLoss(obs: tf.Tensor2D, oneHot: tf.Tensor2D, old: tf.Tensor1D, adv: tf.Tensor1D) {
    const probs = this.ac.actionProbs(obs);
    const picked = probs.mul(oneHot).sum(1);
    const logp = tf.log(picked); //@ unstable nll-of-softmax across
    const ratio = tf.exp(logp.sub(old)); //@ stable other
    const clipped = ratio.clipByValue(1 - this.cfg.clip, 1 + this.cfg.clip);
    const surr = tf.minimum(ratio.mul(adv), clipped.mul(adv)).mean().neg();
    const ent = probs.mul(tf.log(probs.add(1e-10))).sum(1).mean().neg(); //@ unstable log-eps-hack across
    return { surr, ent, kl: old.sub(logp).mean() };
  }

  private policyLossLogits(obs: tf.Tensor2D, oneHot: tf.Tensor2D, old: tf.Tensor1D, adv: tf.Tensor1D) {
    const all = tf.logSoftmax(this.ac.logits(obs)); //@ stable log-of-softmax
    const logp = all.mul(oneHot).sum(1);
    const ratio = logp.sub(old).exp();
    const clipped = ratio.clipByValue(1 - this.cfg.clip, 1 + this.cfg.clip);
    const ent = all.exp().mul(all).sum(1).mean().neg(); //@ stable log-of-softmax
    return { surr: tf.minimum(ratio.mul(adv), clipped.mul(adv)).mean().neg(), ent, kl: old.sub(logp).mean() };
  }

  update(r: Rollout, fromLogits = false): { loss: number; kl: number } {
    const obs = tf.tensor2d(r.obs);
    const oh = tf.oneHot(tf.tensor1d(r.act, 'int32'), this.ac.nActions) as tf.Tensor2D;
    const old = tf.tensor1d(r.logp);
    const m = r.adv.reduce((a, b) => a + b, 0) / r.adv.length;
    const sd = Math.sqrt(r.adv.reduce((a, b) => a + (b - m) ** 2, 0) / r.adv.length) + 1e-8;
    const adv = tf.tensor1d(r.adv.map((a) => (a - m) / sd));
    const ret = tf.tensor1d(r.ret);
    let loss = 0;
    let kl = 0;
    for (let e = 0; e < this.cfg.epochs; e++) {
      const l = this.opt.minimize(() => {
        const p = fromLogits
          ? this.policyLossLogits(obs, oh, old, adv)
          : this.policyLoss(obs, oh, old, adv);
        kl = p.kl.dataSync()[0];
        const vl = this.ac.value(obs).sub(ret).square().mean();
        return p.surr.add(vl.mul(this.cfg.vfCoef)).sub(p.ent.mul(this.cfg.entCoef)) as tf.Scalar;
      }, true, this.ac.vars())!;
      loss = l.dataSync()[0];
      l.dispose();
      if (kl > 1.5 * this.cfg.targetKl) break;
    }
    tf.dispose([obs, oh, old, adv, ret]);
    return { loss, kl };
  }
}

/** plain REINFORCE, kept for the comparison plot */
export function reinforceLoss(ac: ActorCritic, obs: tf.Tensor2D, acts: number[], ret: tf.Tensor1D): tf.Scalar {
  const p = ac.actionProbs(obs);
  const idx = tf.tensor2d(acts.map((a, i) => [i, a]), [acts.length, 2], 'int32');
  const logp = tf.gatherND(p, idx).log(); //@ unstable nll-of-softmax across
  return logp.mul(ret).mean().neg() as tf.Scalar;
}

export function softValue(q: tf.Tensor2D, alpha: number): tf.Tensor1D {
  return q.div(alpha).exp().sum(-1).log().mul(alpha) as tf.Tensor1D; //@ unstable naive-logsumexp
}

export function softPolicy(q: number[], alpha: number): number[] {
  const w = q.map((v) => Math.exp(v / alpha)); //@ unstable naive-softmax
  const z = w.reduce((a, b) => a + b, 0);
  return w.map((v) => v / z);
}

export function imitationLoss(ac: ActorCritic, obs: tf.Tensor2D, expert: tf.Tensor2D): tf.Scalar {
  return tf.losses.softmaxCrossEntropy(expert, ac.actionProbs(obs)) as tf.Scalar; //@ unstable softmax-before-ce across
}

export function cloneLoss(ac: ActorCritic, obs: tf.Tensor2D, expert: tf.Tensor2D): tf.Scalar {
  return tf.losses.softmaxCrossEntropy(expert, ac.logits(obs)) as tf.Scalar; //@ stable softmax-before-ce
}
