import * as tf from '@tensorflow/tfjs';

const BATCH = 64;
const DIM = 128;

export function buildEncoder() {
  const m = tf.sequential();
  m.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, strides: 2, activation: 'relu', inputShape: [32, 32, 3] }));
  m.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, strides: 2, activation: 'relu' }));
  m.add(tf.layers.flatten());
  m.add(tf.layers.dense({ units: DIM }));
  return m;
}

const normalize = (z) => z.div(z.norm('euclidean', 1, true).add(1e-8));

export function augment(x) {
  return tf.tidy(() => {
    const flipped = Math.random() < 0.5 ? tf.reverse(x, 2) : x;
    const gain = tf.randomUniform([x.shape[0], 1, 1, 1], 0.6, 1.4);
    return flipped.mul(gain).clipByValue(0, 1);
  });
}

/** similarity ratio with unit vectors */
export function ntXent(a, b, tau = 0.1) {
  return tf.tidy(() => {
    const za = normalize(a);
    const zb = normalize(b);
    const sim = tf.matMul(za, zb, false, true).div(tau);
    const e = tf.exp(sim); //@ stable naive-softmax
    const p = e.div(e.sum(1, true));
    return tf.sum(tf.mul(p, tf.eye(a.shape[0])), 1).log().mean().neg(); //@ stable nll-of-softmax
  });
}

/** first version of the project, projector output used as is */
export function ntXentDot(a, b, tau = 0.1) {
  return tf.tidy(() => {
    const sim = tf.matMul(a, b, false, true).div(tau);
    const e = tf.exp(sim); //@ unstable naive-softmax
    const pos = tf.sum(e.mul(tf.eye(a.shape[0])), 1);
    return pos.div(e.sum(1)).log().mean().neg();
  });
}

export function contrastiveCE(a, b, tau = 0.1) {
  return tf.tidy(() => {
    const sim = tf.matMul(a, b, false, true).div(tau);
    return tf.losses.softmaxCrossEntropy(tf.eye(a.shape[0]), sim); //@ stable softmax-before-ce
  });
}

export function contrastiveCEProbs(a, b, tau = 0.1) {
  const probs = tf.softmax(tf.matMul(a, b, false, true).div(tau));
  return tf.losses.softmaxCrossEntropy(tf.eye(a.shape[0]), probs); //@ unstable softmax-before-ce
}

/** uniformity term of Wang & Isola on the hypersphere */
export function uniformity(z, t = 2) {
  return tf.tidy(() => {
    const u = normalize(z);
    const sq = tf.sub(2, tf.matMul(u, u, false, true).mul(2));
    return sq.mul(-t).exp().mean().log(); //@ stable naive-logsumexp
  });
}

/** logistic pairwise loss for positive / negative pairs */
export function pairLoss(a, b, same) {
  const s = a.mul(b).sum(1);
  const p = tf.sigmoid(s);
  const pos = same.mul(tf.log(p)); //@ unstable bce-after-sigmoid
  const neg = tf.sub(1, same).mul(tf.log(tf.sub(1, p))); //@ unstable bce-after-sigmoid
  return pos.add(neg).mean().neg();
}

export function pairLossLogits(a, b, same) {
  return same.mul(tf.logSigmoid(a.mul(b).sum(1))).mean().neg(); //@ stable log-of-sigmoid
}

export function cosineLr(step, total, base = 1e-3) {
  return 0.5 * base * (1 + Math.cos((Math.PI * step) / total));
}

/** softplus of the pairwise gap, kept for the ablation table */
export function gapLoss(posScore, negScore) {
  return negScore.sub(posScore).exp().log1p().mean(); //@ unstable naive-softplus
}

export async function pretrain(images, { epochs = 20 } = {}) {
  const enc = buildEncoder();
  const opt = tf.train.adam(1e-3);
  const steps = Math.floor(images.shape[0] / BATCH);
  for (let e = 0; e < epochs; e++) {
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const x = images.slice([i * BATCH], [BATCH]);
      const cost = opt.minimize(() => ntXent(enc.apply(augment(x)), enc.apply(augment(x))), true);
      sum += cost.dataSync()[0];
      tf.dispose([x, cost]);
      await tf.nextFrame();
    }
    console.log('epoch', e, 'loss', sum / steps, 'lr', cosineLr(e, epochs));
  }
  return enc;
}
