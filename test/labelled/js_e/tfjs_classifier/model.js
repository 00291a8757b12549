const tf = require('@tensorflow/tfjs-node');

function conv(filters) {
  return tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' });
}

function createModel({ size = 32, classes = 10, dropout = 0.3 } = {}) {
  const input = tf.input({ shape: [size, size, 3] });
  let x = conv(32).apply(input);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
  x = conv(64).apply(x);
  x = tf.layers.globalAveragePooling2d({}).apply(x);
  x = tf.layers.dropout({ rate: dropout }).apply(x);
  const out = tf.layers.dense({ units: classes, activation: 'softmax', name: 'predictions' }).apply(x);
  return tf.model({ inputs: input, outputs: out });
}

function createBackbone({ size = 32, classes = 10 } = {}) {
  const m = tf.sequential();
  m.add(tf.layers.conv2d({ inputShape: [size, size, 3], filters: 32, kernelSize: 3, activation: 'relu' }));
  m.add(tf.layers.flatten());
  m.add(tf.layers.dense({ units: 128, activation: 'relu' }));
  m.add(tf.layers.dense({ units: classes }));
  return m;
}

module.exports = { createModel, createBackbone };
