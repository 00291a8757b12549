import * as tf from '@tensorflow/tfjs';

const LATENT = 64;
const SIZE = 32;

export function buildGenerator() {
  const g = tf.sequential();
  g.add(tf.layers.dense({ units: 4 * 4 * 128, inputShape: [LATENT] }));
  g.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  g.add(tf.layers.reshape({ targetShape: [4, 4, 128] }));
  for (const f of [64, 32]) {
    g.add(tf.layers.conv2dTranspose({ filters: f, kernelSize: 4, strides: 2, padding: 'same' }));
    g.add(tf.layers.batchNormalization());
    g.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  }
  g.add(
    tf.layers.conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2, padding: 'same', activation: 'tanh' })
  );
  return g;
}

export function buildDiscriminator() {
  const d = tf.sequential();
  d.add(
    tf.layers.conv2d({ filters: 32, kernelSize: 4, strides: 2, padding: 'same', inputShape: [SIZE, SIZE, 3] })
  );
  d.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  d.add(tf.layers.conv2d({ filters: 64, kernelSize: 4, strides: 2, padding: 'same' }));
  d.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  d.add(tf.layers.flatten());
  d.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return d;
}

export class GAN {
  constructor({ lrG = 2e-4, lrD = 1e-4 } = {}) {
    this.G = buildGenerator();
    this.D = buildDiscriminator();
    this.optG = tf.train.adam(lrG, 0.5);
    this.optD = tf.train.adam(lrD, 0.5);
    this.dVars = this.D.trainableWeights.map((w) => w.val);
    this.gVars = this.G.trainableWeights.map((w) => w.val);
  }

  noise(n) {
    return tf.randomNormal([n, LATENT]);
  }

  stepD(real) {
    const z = this.noise(real.shape[0]);
    return this.optD.minimize(
      () => {
        const dReal = this.D.apply(real, { training: true });
        const dFake = this.D.apply(this.G.apply(z), { training: true });
        const lossReal = tf.neg(tf.mean(tf.log(dReal))); //@ unstable bce-after-sigmoid across
        const lossFake = tf.neg(tf.mean(tf.log(tf.sub(1, dFake)))); //@ unstable bce-after-sigmoid across
        return lossReal.add(lossFake);
      },
      true,
      this.dVars
    );
  }

  stepG(n) {
    const z = this.noise(n);
    return this.optG.minimize(
      () => {
        const out = this.D.apply(this.G.apply(z, { training: true }));
        return tf.losses.sigmoidCrossEntropy(tf.onesLike(out), out); //@ unstable softmax-before-ce across
      },
      true,
      this.gVars
    );
  }

  // wasserstein variant with a linear critic
  static criticLoss(critic, real, fake) {
    return critic.apply(fake).mean().sub(critic.apply(real).mean());
  }

  static hingeLoss(scoreReal, scoreFake) {
    return tf.relu(tf.sub(1, scoreReal)).mean().add(tf.relu(tf.add(1, scoreFake)).mean());
  }

  static nonSaturating(scoreFake) {
    return tf.softplus(tf.neg(scoreFake)).mean(); //@ stable naive-softplus
  }
}

export async function trainLoop(gan, dataset, epochs, onStep) {
  for (let e = 0; e < epochs; e++) {
    await dataset.forEachAsync((batch) => {
      const ld = gan.stepD(batch);
      const lg = gan.stepG(batch.shape[0]);
      onStep(e, ld.dataSync()[0], lg.dataSync()[0]);
      tf.dispose([ld, lg]);
    });
  }
}
