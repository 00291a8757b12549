const tf = require('@tensorflow/tfjs-node');

const LATENT = 64;
const IMG = 28 * 28;

function buildGenerator() {
  const g = tf.sequential({ name: 'G' });
  g.add(tf.layers.dense({ units: 128, inputShape: [LATENT], activation: 'relu' }));
  g.add(tf.layers.batchNormalization());
  g.add(tf.layers.dense({ units: 256, activation: 'relu' }));
  g.add(tf.layers.dense({ units: IMG, activation: 'tanh' }));
  return g;
}

function buildDiscriminator() {
  const d = tf.sequential({ name: 'D' });
  d.add(tf.layers.dense({ units: 256, inputShape: [IMG] }));
  d.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  d.add(tf.layers.dropout({ rate: 0.3 }));
  d.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return d;
}

// patch critic, gives raw scores
function buildCritic() {
  const c = tf.sequential({ name: 'C' });
  c.add(tf.layers.dense({ units: 256, inputShape: [IMG], activation: 'relu' }));
  c.add(tf.layers.dense({ units: 1 }));
  return c;
}

module.exports = { LATENT, IMG, buildGenerator, buildDiscriminator, buildCritic };
