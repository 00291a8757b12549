import * as tf from '@tensorflow/tfjs';

class ZLayer extends tf.layers.Layer {
  computeOutputShape(shape) { return shape[0]; }
  call(inputs) {
    const [mean, logVar] = inputs;
    return tf.tidy(() => {
      const eps = tf.randomNormal(mean.shape);
      return mean.add(logVar.mul(0.5).exp().mul(eps)); //@ stable other
    });
  }
  static get className() { return 'ZLayer'; }
}
tf.serialization.registerClass(ZLayer);

function encoder({ originalDim, intermediateDim, latentDim }) {
  const inputs = tf.input({ shape: [originalDim], name: 'encoder_input' });
  const h = tf.layers.dense({ units: intermediateDim, activation: 'relu' }).apply(inputs);
  const zMean = tf.layers.dense({ units: latentDim, name: 'z_mean' }).apply(h);
  const zLogVar = tf.layers.dense({ units: latentDim, name: 'z_log_var' }).apply(h);
  const z = new ZLayer().apply([zMean, zLogVar]);
  return tf.model({ inputs, outputs: [zMean, zLogVar, z], name: 'encoder' });
}

function decoder({ originalDim, intermediateDim, latentDim }, squash) {
  const m = tf.sequential({ name: 'decoder' });
  m.add(tf.layers.dense({ units: intermediateDim, activation: 'relu', inputShape: [latentDim] }));
  m.add(tf.layers.dense({ units: originalDim, activation: squash ? 'sigmoid' : 'linear' }));
  return m;
}

function klLoss(zMean, zLogVar) {
  const kl = zLogVar.add(1).sub(zMean.square()).sub(zLogVar.exp()); //@ stable other
  return kl.sum(-1).mul(-0.5).mean();
}

function reconstructionBce(x, xhat) {
  const a = x.mul(xhat.log()); //@ unstable bce-after-sigmoid across
  const b = tf.sub(1, x).mul(tf.sub(1, xhat).log()); //@ unstable bce-after-sigmoid across
  return a.add(b).sum(-1).mean().neg();
}

function reconstructionLogits(x, logits) {
  const per = tf.softplus(logits).sub(logits.mul(x)); //@ stable naive-softplus
  return per.sum(-1).mean();
}

export class VAE {
  constructor(opts) {
    this.opts = opts;
    this.enc = encoder(opts);
    this.dec = decoder(opts, true);
    this.optimizer = tf.train.adam(opts.lr || 1e-3);
  }

  step(x, beta = 1) {
    return this.optimizer.minimize(() => {
      const [m, lv, z] = this.enc.apply(x);
      const out = this.dec.apply(z);
      return reconstructionBce(x, out).add(klLoss(m, lv).mul(beta));
    }, true);
  }
}

export class LogitVAE extends VAE {
  constructor(opts) {
    super(opts);
    this.dec = decoder(opts, false);
  }

  step(x, beta = 1) {
    return this.optimizer.minimize(() => {
      const [m, lv, z] = this.enc.apply(x);
      return reconstructionLogits(x, this.dec.apply(z)).add(klLoss(m, lv).mul(beta));
    }, true);
  }

  generate(n) {
    return tf.tidy(() => this.dec.predict(tf.randomNormal([n, this.opts.latentDim])).sigmoid());
  }
}

export async function trainVae(vae, batches, epochs, warmup = 10) {
  for (let e = 0; e < epochs; e++) {
    const beta = Math.min(1, (e + 1) / warmup);
    for (const x of batches) {
      const l = vae.step(x, beta);
      l.dispose();
      await tf.nextFrame();
    }
    console.log('epoch', e, 'beta', beta, tf.memory().numTensors);
  }
}
