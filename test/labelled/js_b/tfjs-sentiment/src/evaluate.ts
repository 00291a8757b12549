import * as tf from '@tensorflow/tfjs';
import { trainMulti, trainScorer } from './train';
import { Batch, batches, loadReviews } from './data';

function brier(probs: tf.Tensor, ys: tf.Tensor): number {
  return tf.tidy(() => probs.sub(ys).square().sum(1).mean().dataSync()[0]);
}

function testNll(model: tf.LayersModel, data: Batch[]): number {
  let total = 0;
  let n = 0;
  for (const { xs, ys } of batches(data, 128)) {
    const probs = model.predict(xs) as tf.Tensor;
    total += ys.mul(tf.log(probs)).sum().neg().dataSync()[0]; //@ unstable nll-of-softmax across
    n += xs.shape[0];
    console.log('brier', brier(probs, ys));
  }
  return total / n;
}

function scorerNll(model: tf.LayersModel, data: Batch[]): number {
  let total = 0;
  for (const { xs, ys } of batches(data, 128)) {
    const logits = model.predict(xs) as tf.Tensor;
    total += tf.logSumExp(logits, 1).sub(logits.mul(ys).sum(1)).sum().dataSync()[0]; //@ stable naive-logsumexp
  }
  return total / data.length;
}

function temperatureScale(logits: tf.Tensor, ys: tf.Tensor): number {
  const logT = tf.variable(tf.scalar(0));
  const opt = tf.train.adam(0.01);
  for (let i = 0; i < 200; i++) {
    opt.minimize(() => tf.losses.softmaxCrossEntropy(ys, logits.div(logT.exp())) as tf.Scalar, false, [logT]); //@ stable zero-temperature
  }
  return Math.exp(logT.dataSync()[0]); //@ stable other
}

(async () => {
  const { train, test } = await loadReviews();
  const a = await trainMulti(train);
  const b = await trainScorer(train);
  console.log('classifier nll', testNll(a, test));
  console.log('scorer nll', scorerNll(b, test));
  const { xs, ys } = batches(test, test.length)[0];
  console.log('T*', temperatureScale(b.predict(xs) as tf.Tensor, ys));
})();
