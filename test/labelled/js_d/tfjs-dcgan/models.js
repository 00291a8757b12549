const tf = require('@tensorflow/tfjs-node');

const LATENT = 100;

function buildGenerator() {
  const m = tf.sequential({ name: 'generator' });
  m.add(tf.layers.dense({ units: 7 * 7 * 128, inputShape: [LATENT] }));
  m.add(tf.layers.batchNormalization());
  m.add(tf.layers.leakyReLU());
  m.add(tf.layers.reshape({ targetShape: [7, 7, 128] }));
  m.add(tf.layers.conv2dTranspose({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' }));
  m.add(tf.layers.batchNormalization());
  m.add(tf.layers.leakyReLU());
  m.add(tf.layers.conv2dTranspose({
    filters: 1, kernelSize: 5, strides: 2, padding: 'same', activation: 'tanh',
  }));
  return m;
}

function trunk(name) {
  const m = tf.sequential({ name });
  m.add(tf.layers.conv2d({
    filters: 64, kernelSize: 5, strides: 2, padding: 'same', inputShape: [28, 28, 1],
  }));
  m.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  m.add(tf.layers.dropout({ rate: 0.3 }));
  m.add(tf.layers.conv2d({ filters: 128, kernelSize: 5, strides: 2, padding: 'same' }));
  m.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  m.add(tf.layers.flatten());
  return m;
}

function buildDiscriminator() {
  const m = trunk('discriminator');
  m.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return m;
}

// raw scores, for the hinge / logistic variants
function buildCritic() {
  const m = trunk('critic');
  m.add(tf.layers.dense({ units: 1 }));
  return m;
}

module.exports = { LATENT, buildGenerator, buildDiscriminator, buildCritic };
