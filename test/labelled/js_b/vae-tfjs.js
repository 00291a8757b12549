import * as tf from '@tensorflow/tfjs-node';

const LATENT = 16;
const INPUT = 784;

function buildEncoder() {
  const x = tf.input({ shape: [INPUT] });
  const h = tf.layers.dense({ units: 256, activation: 'relu' }).apply(x);
  const mu = tf.layers.dense({ units: LATENT }).apply(h);
  const logvar = tf.layers.dense({ units: LATENT }).apply(h);
  return tf.model({ inputs: x, outputs: [mu, logvar] });
}

function buildDecoder() {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 256, activation: 'relu', inputShape: [LATENT] }),
      tf.layers.dense({ units: INPUT, activation: 'sigmoid' }),
    ],
  });
}

function reparameterize(mu, logvar) {
  return tf.tidy(() => {
    const eps = tf.randomNormal(mu.shape);
    return mu.add(eps.mul(logvar.mul(0.5).exp())); //@ stable other
  });
}

function klLoss(mu, logvar) {
  const inner = logvar.add(1).sub(mu.square()).sub(logvar.exp()); //@ stable other
  return inner.sum(1).mul(-0.5).mean();
}

class VAE {
  constructor(beta = 1) {
    this.encoder = buildEncoder();
    this.decoder = buildDecoder();
    this.beta = beta;
    this.optimizer = tf.train.adam(1e-3);
  }

  reconstruction(x, xHat) {
    const pos = x.mul(tf.log(xHat)); //@ unstable bce-after-sigmoid across
    const neg = tf.sub(1, x).mul(tf.log(tf.sub(1, xHat))); //@ unstable bce-after-sigmoid across
    return pos.add(neg).sum(1).mean().neg();
  }

  step(batch) {
    return this.optimizer.minimize(() => {
      const [mu, logvar] = this.encoder.apply(batch);
      const z = reparameterize(mu, logvar);
      const xHat = this.decoder.apply(z);
      return this.reconstruction(batch, xHat).add(klLoss(mu, logvar).mul(this.beta));
    }, true);
  }

  async train(dataset, epochs) {
    for (let e = 0; e < epochs; e++) {
      let total = 0, n = 0;
      await dataset.forEachAsync((batch) => {
        const loss = this.step(batch);
        total += loss.dataSync()[0];
        n++;
        loss.dispose();
      });
      console.log(`epoch ${e}: ${(total / n).toFixed(2)}`);
    }
  }
}

export { VAE };
