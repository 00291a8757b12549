import * as tf from '@tensorflow/tfjs';

const ORIGINAL = 784;
const HIDDEN = 256;

class ZLayer extends tf.layers.Layer {
  constructor(config) {
    super(config);
  }

  computeOutputShape(inputShape) {
    return inputShape[0];
  }

  call([mean, logVar]) {
    const eps = tf.randomNormal(mean.shape);
    return mean.add(logVar.mul(0.5).exp().mul(eps)); //@ stable other
  }

  static get className() {
    return 'ZLayer';
  }
}
tf.serialization.registerClass(ZLayer);

export function encoder(latent) {
  const x = tf.input({ shape: [ORIGINAL] });
  const h = tf.layers.dense({ units: HIDDEN, activation: 'relu' }).apply(x);
  const mean = tf.layers.dense({ units: latent, name: 'z_mean' }).apply(h);
  const logVar = tf.layers.dense({ units: latent, name: 'z_log_var' }).apply(h);
  const z = new ZLayer({ name: 'z' }).apply([mean, logVar]);
  return tf.model({ inputs: x, outputs: [mean, logVar, z] });
}

export function decoder(latent, { probabilities = true } = {}) {
  const m = tf.sequential();
  m.add(tf.layers.dense({ units: HIDDEN, activation: 'relu', inputShape: [latent] }));
  m.add(tf.layers.dense({ units: ORIGINAL, activation: probabilities ? 'sigmoid' : 'linear' }));
  return m;
}

export function klLoss(mean, logVar) {
  return tf.tidy(() => {
    const kl = logVar.add(1).sub(mean.square()).sub(logVar.exp()); //@ stable other
    return kl.sum(-1).mul(-0.5).mean();
  });
}

export function reconLoss(x, decoded) {
  return tf.tidy(() => {
    const p = tf.sigmoid(decoded);
    const a = x.mul(tf.log(p)); //@ unstable bce-after-sigmoid
    const b = tf.sub(1, x).mul(tf.log(tf.sub(1, p))); //@ unstable bce-after-sigmoid
    return a.add(b).sum(-1).neg().mean();
  });
}

export function reconLossLogits(x, decoded) {
  const perPixel = tf.relu(decoded).sub(decoded.mul(x)).add(tf.log1p(tf.exp(tf.abs(decoded).neg()))); //@ stable naive-softplus
  return perPixel.sum(-1).mean();
}

export function laplaceLoss(x, mu, rawScale) {
  const b = tf.log(tf.exp(rawScale).add(1)); //@ unstable naive-softplus
  return tf.abs(x.sub(mu)).div(b).add(b.mul(2).log()).sum(-1).mean();
}

// importance weighted bound, logw has shape [k, batch]
export function iwae(logw) {
  return tf.logSumExp(logw, 0).sub(Math.log(logw.shape[0])).mean().neg(); //@ stable naive-logsumexp
}

export function marginalEstimate(logw) {
  return logw.exp().mean(0).log().mean(); //@ unstable naive-logsumexp
}

export function betaSchedule(step, warmup = 2000) {
  return 1 / (1 + Math.exp(-12 * (Math.min(step, warmup) / warmup - 0.5))); //@ stable naive-sigmoid
}

export async function train(data, { latent = 2, epochs = 20, batch = 128, onEpoch = console.log } = {}) {
  const enc = encoder(latent);
  const dec = decoder(latent, { probabilities: false });
  const opt = tf.train.adam(1e-3);
  const n = data.shape[0];
  let step = 0;
  for (let e = 0; e < epochs; e++) {
    let total = 0;
    for (let i = 0; i + batch <= n; i += batch) {
      const x = data.slice([i, 0], [batch, ORIGINAL]);
      const loss = opt.minimize(() => {
        const [mean, logVar, z] = enc.apply(x);
        const out = dec.apply(z);
        const rec = e < 2 ? reconLoss(x, out) : reconLossLogits(x, out);
        return rec.add(klLoss(mean, logVar).mul(betaSchedule(step)));
      }, true);
      total += (await loss.data())[0];
      step += 1;
      tf.dispose([x, loss]);
    }
    onEpoch(e, total / Math.floor(n / batch));
  }
  return { enc, dec };
}
