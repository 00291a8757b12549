import * as tf from '@tensorflow/tfjs';
import { buildCnn, buildLinear, buildLstm } from './model.js';
import { binaryFromLogits, crossEntropyWithLogits, hingeish, weightedBce } from './losses.js';

export async function trainLstm(ds, meta) {
  const model = buildLstm(meta);
  model.compile({ optimizer: tf.train.adam(1e-3), loss: weightedBce(4), metrics: ['accuracy'] });
  return model.fit(ds.x, ds.y, { epochs: 5, batchSize: 64, shuffle: true });
}

export async function trainCnn(ds, meta) {
  const model = buildCnn(meta);
  model.compile({ optimizer: 'adam', loss: crossEntropyWithLogits, metrics: ['categoricalAccuracy'] });
  await model.fit(ds.x, tf.oneHot(ds.y, meta.classes), { epochs: 8, batchSize: 128 });
  return model;
}

export async function trainBow(ds, meta, svm = false) {
  const model = buildLinear(meta);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: svm ? hingeish : binaryFromLogits });
  await model.fit(ds.bow, ds.y.reshape([-1, 1]), { epochs: 20 });
  return model;
}
