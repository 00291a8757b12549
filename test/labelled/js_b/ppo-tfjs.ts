import * as tf from '@tensorflow/tfjs';

export interface Rollout {
  obs: tf.Tensor2D;
  actions: tf.Tensor1D;
  oldLogProbs: tf.Tensor1D;
  advantages: tf.Tensor1D;
  returns: tf.Tensor1D;
}

export interface PPOConfig {
  clip: number;
  entCoef: number;
  vfCoef: number;
  lr: number;
  epochs: number;
}

export class PPOAgent {
  private actor: tf.LayersModel;
  private critic: tf.LayersModel;
  private optimizer: tf.Optimizer;

  constructor(obsDim: number, private nActions: number, private cfg: PPOConfig) {
    this.actor = tf.sequential({
      layers: [
        tf.layers.dense({ units: 64, activation: 'tanh', inputShape: [obsDim] }),
        tf.layers.dense({ units: nActions }),
      ],
    });
    this.critic = tf.sequential({
      layers: [
        tf.layers.dense({ units: 64, activation: 'tanh', inputShape: [obsDim] }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    this.optimizer = tf.train.adam(cfg.lr);
  }

  act(obs: number[]): { action: number; logProb: number } {
    return tf.tidy(() => {
      const logits = this.actor.predict(tf.tensor2d([obs])) as tf.Tensor2D;
      const action = tf.multinomial(logits, 1).dataSync()[0];
      const logProb = tf.logSoftmax(logits).dataSync()[action]; //@ stable log-of-softmax
      return { action, logProb };
    });
  }

  private loss(b: Rollout): tf.Scalar {
    const logits = this.actor.apply(b.obs) as tf.Tensor2D;
    const logAll = tf.logSoftmax(logits); //@ stable log-of-softmax
    const onehot = tf.oneHot(b.actions.toInt(), this.nActions);
    const logp = logAll.mul(onehot).sum(1);
    const ratio = logp.sub(b.oldLogProbs).exp(); //@ stable other
    const clipped = ratio.clipByValue(1 - this.cfg.clip, 1 + this.cfg.clip);
    const policy = tf.minimum(ratio.mul(b.advantages), clipped.mul(b.advantages)).mean().neg();
    const entropy = tf.exp(logAll).mul(logAll).sum(1).neg().mean(); //@ stable log-of-softmax
    const value = (this.critic.apply(b.obs) as tf.Tensor).squeeze([1]);
    const vf = tf.losses.meanSquaredError(b.returns, value);
    return policy.add(vf.mul(this.cfg.vfCoef)).sub(entropy.mul(this.cfg.entCoef)) as tf.Scalar;
  }

  update(b: Rollout): number {
    let last = 0;
    for (let i = 0; i < this.cfg.epochs; i++) {
      const l = this.optimizer.minimize(() => this.loss(b), true) as tf.Scalar;
      last = l.dataSync()[0];
      l.dispose();
    }
    return last;
  }

  /** approximate KL for early stopping */
  kl(obs: tf.Tensor2D, old: tf.Tensor2D): number {
    return tf.tidy(() => {
      const p = tf.softmax(old); //@ stable naive-softmax
      const q = tf.softmax(this.actor.predict(obs) as tf.Tensor2D);
      return p.mul(tf.log(p).sub(tf.log(q))).sum(1).mean().dataSync()[0]; //@ unstable log-of-softmax
    });
  }
}
