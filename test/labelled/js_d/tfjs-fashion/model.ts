import * as tf from '@tensorflow/tfjs';

export const CLASSES = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'boot'];

export function createConvModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
  model.add(tf.layers.dense({ units: CLASSES.length, activation: 'softmax' }));
  return model;
}

export function createLinearProbe(dim: number): tf.Sequential {
  return tf.sequential({
    layers: [tf.layers.dense({ inputShape: [dim], units: CLASSES.length, useBias: true })],
  });
}

export interface Batch {
  xs: tf.Tensor4D;
  ys: tf.Tensor2D;
}

export function* batches(images: Float32Array, labels: Uint8Array, size: number): Generator<Batch> {
  const n = labels.length;
  for (let i = 0; i + size <= n; i += size) {
    const xs = tf.tensor4d(images.subarray(i * 784, (i + size) * 784), [size, 28, 28, 1]);
    const ys = tf.oneHot(tf.tensor1d(Array.from(labels.subarray(i, i + size)), 'int32'), CLASSES.length) as tf.Tensor2D;
    yield { xs, ys };
  }
}

export function entropyOf(model: tf.Sequential, xs: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const p = model.predict(xs) as tf.Tensor2D;
    return p.mul(p.log()).sum(-1).neg() as tf.Tensor1D; //@ unstable log-of-softmax across
  });
}

export function confidencePenalty(xs: tf.Tensor, weight = 0.1, model = createConvModel()): tf.Scalar {
  const p = tf.clipByValue(model.apply(xs) as tf.Tensor2D, 1e-7, 1);
  const h = p.mul(tf.log(p)).sum(-1).neg(); //@ unstable log-eps-hack across
  return h.mean().mul(-weight) as tf.Scalar;
}
