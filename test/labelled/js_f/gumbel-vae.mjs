import * as tf from '@tensorflow/tfjs-node';

const N = 30;      // categorical latents
const K = 10;      // classes each
const D = 784;
const TAU0 = 1.0, ANNEAL_RATE = 3e-5, MIN_TAU = 0.5;

const encoder = tf.sequential({
  layers: [
    tf.layers.dense({ units: 512, activation: 'relu', inputShape: [D] }),
    tf.layers.dense({ units: 256, activation: 'relu' }),
    tf.layers.dense({ units: N * K }),
  ],
});
const decoder = tf.sequential({
  layers: [
    tf.layers.dense({ units: 256, activation: 'relu', inputShape: [N * K] }),
    tf.layers.dense({ units: 512, activation: 'relu' }),
    tf.layers.dense({ units: D }),
  ],
});

function sampleGumbel(shape) {
  const u = tf.randomUniform(shape, 1e-6, 1 - 1e-6);
  return tf.neg(tf.log(tf.neg(tf.log(u)))); //@ stable other
}

function gumbelSoftmax(logits, tau, hard = false) {
  const y = tf.softmax(logits.add(sampleGumbel(logits.shape)).div(tau), -1); //@ stable zero-temperature
  if (!hard) return y;
  return tf.oneHot(y.argMax(-1), K);
}

const bceLogits = (x, z) =>
  tf.relu(z).sub(z.mul(x)).add(tf.log1p(tf.exp(tf.neg(tf.abs(z))))); //@ stable naive-softplus

function bceNaive(x, z) {
  const xhat = tf.sigmoid(z);
  const pos = x.mul(tf.log(xhat.add(1e-9))); //@ unstable bce-after-sigmoid
  const neg = tf.sub(1, x).mul(tf.log(tf.sub(1, xhat).add(1e-9))); //@ unstable bce-after-sigmoid
  return pos.add(neg).neg();
}

function klUniform(logits) {
  const logq = tf.logSoftmax(logits, -1); //@ stable log-of-softmax
  const q = tf.exp(logq); //@ stable other
  return q.mul(logq.add(Math.log(K))).sum([1, 2]);
}

const opt = tf.train.adam(1e-3);

function trainStep(batch, step, fast) {
  const tau = Math.max(MIN_TAU, TAU0 * Math.exp(-ANNEAL_RATE * step)); //@ stable other
  return opt.minimize(() => {
    const logits = encoder.apply(batch).reshape([-1, N, K]);
    const z = gumbelSoftmax(logits, tau);
    const out = decoder.apply(z.reshape([-1, N * K]));
    const rec = (fast ? bceNaive(batch, out) : bceLogits(batch, out)).sum(-1);
    return rec.add(klUniform(logits)).mean();
  }, true);
}

// semi-supervised: the first latent should be the digit
export function labelStep(x, y) {
  return opt.minimize(() => {
    const q = tf.softmax(encoder.apply(x).reshape([-1, N, K]), -1);
    const first = q.slice([0, 0, 0], [-1, 1, K]).squeeze([1]);
    const lp = tf.log(first.clipByValue(1e-7, 1)); //@ unstable log-eps-hack
    return tf.oneHot(y, K).mul(lp).sum(-1).neg().mean();
  }, true);
}

// contrast against the marginal energy of the batch
export function energyStep(x, margin = 5) {
  return opt.minimize(() => {
    const logits = encoder.apply(x).reshape([-1, N, K]);
    const e = tf.log(tf.sum(tf.exp(logits), -1)).neg(); //@ unstable naive-logsumexp
    return tf.relu(e.add(margin)).mean();
  }, true);
}

// gaussian variant, used for the comparison figure
export function gaussianKl(mu, logvar) {
  return tf.tidy(() => tf.sum(
    tf.scalar(1).add(logvar).sub(mu.square()).sub(tf.exp(logvar)), -1).mul(-0.5)); //@ stable other
}

export function gumbelMax(logits) {
  // Math.random() is in [0, 1)
  let best = -Infinity, arg = 0;
  logits.forEach((l, i) => {
    const g = l - Math.log(-Math.log(1 - Math.random() * 0.999999 - 1e-7)); //@ stable other
    if (g > best) { best = g; arg = i; }
  });
  return arg;
}

export async function run(dataset, epochs = 10) {
  let step = 0;
  for (let e = 0; e < epochs; e++) {
    for await (const batch of dataset) {
      const cost = trainStep(batch, step++, process.env.FAST === '1');
      if (step % 500 === 0) console.log(step, (await cost.data())[0]);
      cost.dispose();
      batch.dispose();
    }
  }
}
