import * as tf from '@tensorflow/tfjs';

const conv = (filters, extra = {}) =>
  tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu', ...extra });

export function binaryUnet({ size = 128, channels = 3, base = 16, finalActivation = 'sigmoid' } = {}) {
  const x = tf.input({ shape: [size, size, channels] });
  const d1 = conv(base).apply(x);
  const d2 = conv(base * 2).apply(tf.layers.maxPooling2d({ poolSize: 2 }).apply(d1));
  const up = tf.layers.upSampling2d({ size: [2, 2] }).apply(d2);
  const cat = tf.layers.concatenate().apply([up, d1]);
  const y = tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: finalActivation }).apply(conv(base).apply(cat));
  return tf.model({ inputs: x, outputs: y });
}

export function classHead(features, numClasses) {
  const pooled = tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(features);
  return tf.layers.dense({ units: numClasses, name: 'cls' }).apply(pooled);
}

export function sceneClassifier(size, numClasses) {
  const x = tf.input({ shape: [size, size, 3] });
  const f = conv(32, { strides: 2 }).apply(conv(16, { strides: 2 }).apply(x));
  return tf.model({ inputs: x, outputs: classHead(f, numClasses) });
}
