import * as tf from '@tensorflow/tfjs-node';

export interface ActionSample {
  action: number;
  logProb: number;
  value: number;
}

export class ActorCritic {
  readonly actor: tf.Sequential;
  readonly critic: tf.Sequential;

  constructor(readonly obs: number, readonly actions: number, hidden = 64) {
    this.actor = tf.sequential({
      layers: [
        tf.layers.dense({ units: hidden, activation: 'tanh', inputShape: [obs] }),
        tf.layers.dense({ units: actions, activation: 'softmax' }),
      ],
    });
    this.critic = tf.sequential({
      layers: [
        tf.layers.dense({ units: hidden, activation: 'tanh', inputShape: [obs] }),
        tf.layers.dense({ units: 1 }),
      ],
    });
  }

  dist(states: tf.Tensor2D): tf.Tensor2D {
    return this.actor.apply(states) as tf.Tensor2D;
  }

  logProb(states: tf.Tensor2D, actions: tf.Tensor1D): tf.Tensor1D {
    const p = this.dist(states);
    return p.mul(tf.oneHot(actions, this.actions)).sum(-1).log() as tf.Tensor1D; //@ unstable nll-of-softmax across
  }

  entropy(states: tf.Tensor2D): tf.Scalar {
    const p = this.dist(states);
    return p.mul(p.add(1e-8).log()).sum(-1).mean().neg() as tf.Scalar; //@ unstable log-eps-hack across
  }

  value(states: tf.Tensor2D): tf.Tensor1D {
    return (this.critic.apply(states) as tf.Tensor2D).squeeze([1]);
  }

  sample(state: number[]): ActionSample {
    return tf.tidy(() => {
      const s = tf.tensor2d([state]);
      const p = this.dist(s).dataSync();
      let r = Math.random();
      let action = p.length - 1;
      for (let i = 0; i < p.length; i++) {
        r -= p[i];
        if (r <= 0) {
          action = i;
          break;
        }
      }
      return { action, logProb: Math.log(p[action]), value: this.value(s).dataSync()[0] };
    });
  }
}
