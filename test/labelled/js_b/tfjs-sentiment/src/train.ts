import * as tf from '@tensorflow/tfjs';
import { createBinary, createClassifier, createScorer, ModelConfig } from './model';
import { Batch, batches } from './data';

const cfg: ModelConfig = { vocab: 10000, maxLen: 120, embed: 32, classes: 5 };

export async function trainMulti(data: Batch[], epochs = 5): Promise<tf.LayersModel> {
  const model = createClassifier(cfg);
  const opt = tf.train.adam(1e-3);
  for (let e = 0; e < epochs; e++) {
    for (const { xs, ys } of batches(data, 32)) {
      const cost = opt.minimize(() => {
        const out = model.apply(xs, { training: true }) as tf.Tensor;
        return tf.losses.softmaxCrossEntropy(ys, out) as tf.Scalar; //@ unstable softmax-before-ce across
      }, true);
      cost?.dispose();
      await tf.nextFrame();
    }
  }
  return model;
}

export async function trainBinary(data: Batch[], epochs = 5): Promise<tf.LayersModel> {
  const net = createBinary(cfg);
  const opt = tf.train.adam(1e-3);
  for (let e = 0; e < epochs; e++) {
    let running = 0;
    for (const { xs, ys } of batches(data, 32)) {
      const cost = opt.minimize(
        () => tf.losses.sigmoidCrossEntropy(ys, net.apply(xs) as tf.Tensor) as tf.Scalar, //@ unstable softmax-before-ce across
        true
      ) as tf.Scalar;
      running += cost.dataSync()[0];
    }
    console.log(`epoch ${e + 1}/${epochs} loss=${running.toFixed(3)}`);
  }
  return net;
}

export async function trainScorer(data: Batch[], epochs = 5): Promise<tf.LayersModel> {
  const model = createScorer(cfg);
  const opt = tf.train.sgd(0.1);
  for (let e = 0; e < epochs; e++) {
    for (const { xs, ys } of batches(data, 32)) {
      opt.minimize(() => {
        const logits = model.apply(xs) as tf.Tensor;
        return tf.losses.softmaxCrossEntropy(ys, logits) as tf.Scalar; //@ stable softmax-before-ce
      });
    }
    console.log('memory', tf.memory().numTensors);
  }
  return model;
}
