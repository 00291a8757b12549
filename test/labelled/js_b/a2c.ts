import * as tf from '@tensorflow/tfjs-node';

interface Transition {
  s: number[];
  a: number;
  r: number;
  done: boolean;
}

export class A2C {
  private readonly actor: tf.Sequential;
  private readonly critic: tf.Sequential;
  private readonly opt = tf.train.rmsprop(7e-4);
  private readonly beta = 0.01;

  constructor(private stateDim: number, private nActions: number) {
    this.actor = this.buildActor();
    this.critic = this.buildCritic();
  }

  private buildActor(): tf.Sequential {
    const m = tf.sequential();
    m.add(tf.layers.dense({ inputShape: [this.stateDim], units: 32, activation: 'relu' }));
    m.add(tf.layers.dense({ units: this.nActions, activation: 'softmax' }));
    return m;
  }

  private buildCritic(): tf.Sequential {
    const m = tf.sequential();
    m.add(tf.layers.dense({ inputShape: [this.stateDim], units: 32, activation: 'relu' }));
    m.add(tf.layers.dense({ units: 1 }));
    return m;
  }

  act(s: number[]): number {
    return tf.tidy(() => {
      const p = (this.actor.predict(tf.tensor2d([s])) as tf.Tensor).dataSync();
      let u = Math.random();
      for (let i = 0; i < p.length; i++) {
        u -= p[i];
        if (u <= 0) return i;
      }
      return p.length - 1;
    });
  }

  private discounted(batch: Transition[], gamma = 0.99): number[] {
    const out: number[] = [];
    let g = 0;
    for (let i = batch.length - 1; i >= 0; i--) {
      g = batch[i].r + (batch[i].done ? 0 : gamma * g);
      out.unshift(g);
    }
    return out;
  }

  learn(batch: Transition[]): number {
    const states = tf.tensor2d(batch.map((b) => b.s));
    const onehot = tf.oneHot(tf.tensor1d(batch.map((b) => b.a), 'int32'), this.nActions);
    const R = tf.tensor1d(this.discounted(batch));
    const cost = this.opt.minimize(() => {
      const probs = this.actor.apply(states) as tf.Tensor2D;
      const v = (this.critic.apply(states) as tf.Tensor).flatten();
      const adv = R.sub(v);
      const chosen = probs.mul(onehot).sum(1);
      const logp = tf.log(chosen); //@ unstable nll-of-softmax across
      const entropy = probs.mul(tf.log(probs.add(1e-10))).sum(1).neg(); //@ unstable log-eps-hack across
      const policy = logp.mul(adv).neg().mean();
      return policy.add(adv.square().mean().mul(0.5)).sub(entropy.mean().mul(this.beta)) as tf.Scalar;
    }, true) as tf.Scalar;
    const value = cost.dataSync()[0];
    tf.dispose([states, onehot, R, cost]);
    return value;
  }
}

export function explorationRate(step: number, start = 1, end = 0.05, decay = 2000): number {
  return end + (start - end) * Math.exp((-1 * step) / decay); //@ stable other
}
