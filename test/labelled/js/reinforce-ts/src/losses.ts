import * as tf from '@tensorflow/tfjs';
import { PolicyNetwork } from './policyNet';

export interface Batch {
  states: tf.Tensor2D;
  actions: tf.Tensor1D;
  advantages: tf.Tensor1D;
  oldLogProbs: tf.Tensor1D;
}

/** REINFORCE loss. */
export function reinforceLoss(policy: PolicyNetwork, batch: Batch): tf.Scalar {
  return tf.tidy(() => {
    const pi = policy.probs(batch.states);
    const onehot = tf.oneHot(batch.actions, policy.cfg.actions);
    const picked = pi.mul(onehot).sum(-1);
    return picked.log().mul(batch.advantages).mean().neg() as tf.Scalar; //@ unstable nll-of-softmax across
  });
}

export function selectedLogProbs(policy: PolicyNetwork, states: tf.Tensor2D, actions: tf.Tensor1D): tf.Tensor1D {
  const lp = tf.logSoftmax(policy.logits(states)); //@ stable log-of-softmax
  return lp.mul(tf.oneHot(actions, policy.cfg.actions)).sum(-1) as tf.Tensor1D;
}

/** Clipped PPO surrogate. */
export function ppoLoss(policy: PolicyNetwork, batch: Batch, clip = 0.2): tf.Scalar {
  return tf.tidy(() => {
    const lp = selectedLogProbs(policy, batch.states, batch.actions);
    const ratio = lp.sub(batch.oldLogProbs).exp(); //@ stable other
    const s1 = ratio.mul(batch.advantages);
    const s2 = ratio.clipByValue(1 - clip, 1 + clip).mul(batch.advantages);
    return tf.minimum(s1, s2).mean().neg() as tf.Scalar;
  });
}

export function entropyBonus(policy: PolicyNetwork, states: tf.Tensor2D): tf.Scalar {
  const p = policy.probs(states);
  return p.mul(p.add(1e-8).log()).sum(-1).mean().neg() as tf.Scalar; //@ unstable log-eps-hack across
}

export function approxKl(oldLp: tf.Tensor1D, newLp: tf.Tensor1D): number {
  return tf.tidy(() => {
    const d = newLp.sub(oldLp);
    return d.exp().sub(1).sub(d).mean().dataSync()[0]; //@ stable other
  });
}
