import * as tf from '@tensorflow/tfjs';

export interface MdnOptions {
  inputDim: number;
  components: number;
  hidden: number;
  lr: number;
}

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI); //@ stable other

export class MixtureDensityNetwork {
  private trunk: tf.Sequential;
  private optimizer: tf.Optimizer;

  constructor(private opt: MdnOptions) {
    this.trunk = tf.sequential();
    this.trunk.add(tf.layers.dense({ units: opt.hidden, activation: 'tanh', inputShape: [opt.inputDim] }));
    this.trunk.add(tf.layers.dense({ units: 3 * opt.components }));
    this.optimizer = tf.train.adam(opt.lr);
  }

  private heads(x: tf.Tensor2D): { pi: tf.Tensor; piLogits: tf.Tensor; mu: tf.Tensor; logSigma: tf.Tensor } {
    const raw = this.trunk.apply(x) as tf.Tensor2D;
    const [piLogits, mu, logSigma] = tf.split(raw, 3, 1);
    const e = piLogits.exp(); //@ unstable naive-softmax
    return { pi: e.div(e.sum(1, true)), piLogits, mu, logSigma };
  }

  private logComponents(y: tf.Tensor2D, mu: tf.Tensor, logSigma: tf.Tensor): tf.Tensor {
    const z = y.sub(mu).div(logSigma.exp()); //@ stable other
    return z.square().mul(-0.5).sub(logSigma).sub(HALF_LOG_2PI);
  }

  lossDirect(x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar {
    return tf.tidy(() => {
      const { pi, mu, logSigma } = this.heads(x);
      const comp = this.logComponents(y, mu, logSigma);
      const lik = pi.mul(comp.exp()).sum(1);
      return lik.log().mean().neg() as tf.Scalar; //@ unstable naive-logsumexp
    });
  }

  lossShifted(x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar {
    return tf.tidy(() => {
      const { piLogits, mu, logSigma } = this.heads(x);
      const logPi = tf.logSoftmax(piLogits as tf.Tensor2D); //@ stable log-of-softmax
      return tf.logSumExp(logPi.add(this.logComponents(y, mu, logSigma)), 1).mean().neg() as tf.Scalar; //@ stable naive-logsumexp
    });
  }

  lossHalf(x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar {
    return tf.tidy(() => {
      const { pi, mu, logSigma } = this.heads(x);
      const joint = pi.log().add(this.logComponents(y, mu, logSigma)); //@ unstable log-of-softmax across
      return joint.logSumExp(1).mean().neg() as tf.Scalar; //@ stable naive-logsumexp
    });
  }

  mixingEntropy(x: tf.Tensor2D): number {
    return tf.tidy(() => {
      const { pi } = this.heads(x);
      return pi.mul(tf.log(tf.maximum(pi, 1e-7))).sum(1).mean().neg().dataSync()[0]; //@ unstable log-eps-hack across
    });
  }

  async fit(x: tf.Tensor2D, y: tf.Tensor2D, epochs: number, direct = false): Promise<void> {
    for (let e = 0; e < epochs; e++) {
      const l = this.optimizer.minimize(() => (direct ? this.lossDirect(x, y) : this.lossShifted(x, y)), true) as tf.Scalar;
      if (e % 50 === 0) console.info(`epoch ${e} nll ${l.dataSync()[0].toFixed(4)}`);
      l.dispose();
      await tf.nextFrame();
    }
  }

  sample(x: number[]): number {
    return tf.tidy(() => {
      const { piLogits, mu, logSigma } = this.heads(tf.tensor2d([x]));
      const k = tf.multinomial(piLogits as tf.Tensor2D, 1).dataSync()[0];
      const m = mu.dataSync()[k];
      const s = Math.exp(logSigma.dataSync()[k]); //@ stable other
      return m + s * tf.randomNormal([1]).dataSync()[0];
    });
  }
}
