import * as tf from '@tensorflow/tfjs';
import * as tfvis from '@tensorflow/tfjs-vis';
import { MnistData } from './data';

const IMAGE = 28;
const NUM_CLASSES = 10;
const BATCH = 128;

function createModel() {
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({ inputShape: [IMAGE, IMAGE, 1], kernelSize: 5, filters: 8, activation: 'relu' })
  );
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.conv2d({ kernelSize: 5, filters: 16, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dropout({ rate: 0.25 }));
  model.add(tf.layers.dense({ units: NUM_CLASSES, activation: 'softmax' }));
  return model;
}

const model = createModel();
const optimizer = tf.train.rmsprop(0.001);

// manual training loop so that we can plot per batch values
async function train(data, steps) {
  const lossValues = [];
  for (let i = 0; i < steps; i++) {
    const batch = data.nextTrainBatch(BATCH);
    const xs = batch.xs.reshape([BATCH, IMAGE, IMAGE, 1]);
    const cost = optimizer.minimize(() => {
      const pred = model.apply(xs, { training: true });
      return tf.losses.softmaxCrossEntropy(batch.labels, pred).mean(); //@ unstable softmax-before-ce across
    }, true);
    lossValues.push({ x: i, y: cost.dataSync()[0] });
    if (i % 20 === 0) {
      tfvis.render.linechart({ name: 'loss' }, { values: [lossValues] }, { xLabel: 'step' });
      await tf.nextFrame();
    }
    tf.dispose([xs, batch.xs, batch.labels, cost]);
  }
}

async function evaluate(data) {
  const test = data.nextTestBatch(1000);
  const [acc, conf] = tf.tidy(() => {
    const p = model.predict(test.xs.reshape([1000, IMAGE, IMAGE, 1]));
    const hit = p.argMax(1).equal(test.labels.argMax(1));
    return [hit.mean().arraySync(), p.max(1).mean().arraySync()];
  });
  document.querySelector('#acc').textContent = `${(100 * acc).toFixed(2)}% (confidence ${conf.toFixed(3)})`;
}

/** Small logistic baseline on raw pixels. */
function linearBaseline(xs, labels, steps = 200) {
  const w = tf.variable(tf.randomNormal([IMAGE * IMAGE, NUM_CLASSES], 0, 0.01));
  const b = tf.variable(tf.zeros([NUM_CLASSES]));
  const sgd = tf.train.sgd(0.1);
  for (let s = 0; s < steps; s++) {
    sgd.minimize(() => {
      const probs = xs.matMul(w).add(b);
      return tf.losses.softmaxCrossEntropy(labels, probs); //@ stable softmax-before-ce
    });
  }
  return { w, b };
}

async function run() {
  const data = new MnistData();
  await data.load();
  tfvis.show.modelSummary({ name: 'Model' }, model);
  await train(data, 500);
  await evaluate(data);
  const small = data.nextTrainBatch(2000);
  linearBaseline(small.xs, small.labels);
}

document.addEventListener('DOMContentLoaded', run);
