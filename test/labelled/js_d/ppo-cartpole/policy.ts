import * as tf from '@tensorflow/tfjs-node';

export class ActorCritic {
  readonly body: tf.Sequential;
  readonly pi: tf.layers.Layer;
  readonly v: tf.layers.Layer;

  constructor(obsDim: number, readonly nActions: number, hidden = 64) {
    this.body = tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [obsDim], units: hidden, activation: 'tanh' }),
        tf.layers.dense({ units: hidden, activation: 'tanh' }),
      ],
    });
    this.pi = tf.layers.dense({ units: nActions });
    this.v = tf.layers.dense({ units: 1 });
  }

  actionProbs(obs: tf.Tensor2D): tf.Tensor2D {
    const h = this.body.apply(obs) as tf.Tensor2D;
    return tf.softmax(this.pi.apply(h) as tf.Tensor2D); //@ stable naive-softmax
  }

  logits(obs: tf.Tensor2D): tf.Tensor2D {
    return this.pi.apply(this.body.apply(obs)) as tf.Tensor2D;
  }

  value(obs: tf.Tensor2D): tf.Tensor1D {
    return (this.v.apply(this.body.apply(obs)) as tf.Tensor2D).squeeze([1]);
  }

  sample(obs: number[]): { action: number; logp: number; value: number } {
    return tf.tidy(() => {
      const o = tf.tensor2d([obs]);
      const lp = tf.logSoftmax(this.logits(o)); //@ stable log-of-softmax
      const action = tf.multinomial(lp as tf.Tensor2D, 1).dataSync()[0];
      return { action, logp: lp.dataSync()[action], value: this.value(o).dataSync()[0] };
    });
  }

  vars(): tf.Variable[] {
    return [...this.body.trainableWeights, ...this.pi.trainableWeights, ...this.v.trainableWeights].map(
      (w) => (w as any).val,
    );
  }
}

export class GaussianHead {
  constructor(private logStd: tf.Variable) {}

  logProb(mu: tf.Tensor2D, a: tf.Tensor2D): tf.Tensor1D {
    const std = this.logStd.exp(); //@ stable other
    const z = a.sub(mu).div(std);
    return z
      .square()
      .mul(-0.5)
      .sub(this.logStd)
      .sub(0.5 * Math.log(2 * Math.PI))
      .sum(-1) as tf.Tensor1D;
  }

  squashCorrection(u: tf.Tensor2D): tf.Tensor1D {
    // log(1 - tanh(u)^2)
    const t = tf.softplus(u.mul(-2)); //@ stable naive-softplus
    return tf.sub(Math.LN2, u).sub(t).mul(2).sum(-1) as tf.Tensor1D;
  }
}
