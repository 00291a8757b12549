// DCGAN-ish on MNIST with tfjs-node
const tf = require('@tensorflow/tfjs-node');
const data = require('./data');

const LATENT = 100;
const BATCH = 64;

function makeGenerator() {
  const g = tf.sequential();
  g.add(tf.layers.dense({ inputShape: [LATENT], units: 7 * 7 * 64 }));
  g.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  g.add(tf.layers.reshape({ targetShape: [7, 7, 64] }));
  g.add(tf.layers.conv2dTranspose({ filters: 32, kernelSize: 5, strides: 2, padding: 'same', activation: 'relu' }));
  g.add(tf.layers.conv2dTranspose({ filters: 1, kernelSize: 5, strides: 2, padding: 'same', activation: 'tanh' }));
  return g;
}

function makeDiscriminator() {
  const d = tf.sequential();
  d.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 5, strides: 2, padding: 'same' }));
  d.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  d.add(tf.layers.dropout({ rate: 0.3 }));
  d.add(tf.layers.flatten());
  d.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return d;
}

const G = makeGenerator();
const D = makeDiscriminator();
const gOpt = tf.train.adam(2e-4, 0.5);
const dOpt = tf.train.adam(2e-4, 0.5);
const dVars = D.trainableWeights.map(w => w.val);
const gVars = G.trainableWeights.map(w => w.val);

function noise(n) {
  return tf.randomNormal([n, LATENT]);
}

function dStep(real) {
  return dOpt.minimize(() => {
    const fake = G.apply(noise(BATCH), { training: true });
    const realOut = D.apply(real, { training: true });
    const fakeOut = D.apply(fake, { training: true });
    const lossReal = tf.log(realOut).mean().neg(); //@ unstable bce-after-sigmoid across
    const lossFake = tf.log(tf.sub(1, fakeOut)).mean().neg(); //@ unstable bce-after-sigmoid across
    return lossReal.add(lossFake);
  }, true, dVars);
}

function gStep() {
  return gOpt.minimize(() => {
    const out = D.apply(G.apply(noise(BATCH), { training: true }), { training: true });
    return tf.losses.sigmoidCrossEntropy(tf.onesLike(out), out); //@ unstable softmax-before-ce across
  }, true, gVars);
}

async function run() {
  const images = await data.load();
  for (let epoch = 0; epoch < 20; epoch++) {
    let dl = 0, gl = 0, n = 0;
    for (const batch of data.batches(images, BATCH)) {
      const x = tf.tensor4d(batch, [BATCH, 28, 28, 1]).div(127.5).sub(1);
      const a = dStep(x);
      const b = gStep();
      dl += (await a.data())[0];
      gl += (await b.data())[0];
      n++;
      tf.dispose([x, a, b]);
    }
    console.log('epoch', epoch, 'D', (dl / n).toFixed(3), 'G', (gl / n).toFixed(3));
    await G.save(`file://./ckpt/g-${epoch}`);
  }
}

run().catch(console.error);
