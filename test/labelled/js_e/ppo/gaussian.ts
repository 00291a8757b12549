import * as tf from '@tensorflow/tfjs-node';

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

/** continuous control head */
export class DiagGaussianPolicy {
  readonly logStd: tf.Variable;

  constructor(readonly net: tf.LayersModel, dim: number) {
    this.logStd = tf.variable(tf.fill([dim], -0.5));
  }

  logProb(states: tf.Tensor, actions: tf.Tensor): tf.Tensor {
    const mu = this.net.apply(states) as tf.Tensor;
    const std = this.logStd.clipByValue(-5, 2).exp(); //@ stable other
    return actions.sub(mu).div(std).square().mul(-0.5).sub(this.logStd).sub(HALF_LOG_2PI).sum(-1);
  }

  entropy(): tf.Tensor {
    return this.logStd.add(0.5 + HALF_LOG_2PI).sum();
  }

  sample(state: tf.Tensor): tf.Tensor {
    const mu = this.net.predict(state) as tf.Tensor;
    return mu.add(tf.randomNormal(mu.shape).mul(this.logStd.exp()));
  }
}
