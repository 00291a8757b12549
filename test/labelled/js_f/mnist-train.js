import * as tf from '@tensorflow/tfjs';
import {MnistData} from './data.js';

const IMAGE_H = 28;
const IMAGE_W = 28;
const NUM_CLASSES = 10;
const BATCH = 320;

function createConvModel() {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({
    inputShape: [IMAGE_H, IMAGE_W, 1], kernelSize: 3, filters: 16, activation: 'relu',
  }));
  model.add(tf.layers.maxPooling2d({poolSize: 2, strides: 2}));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({units: 64, activation: 'relu'}));
  model.add(tf.layers.dense({units: NUM_CLASSES, activation: 'softmax'}));
  return model;
}

function createDenseModel() {
  const model = tf.sequential();
  model.add(tf.layers.flatten({inputShape: [IMAGE_H, IMAGE_W, 1]}));
  model.add(tf.layers.dense({units: 42, activation: 'relu'}));
  model.add(tf.layers.dense({units: NUM_CLASSES}));
  return model;
}

const stepSize = (epoch) => 0.01 * Math.exp(-0.1 * epoch);  //@ stable other

// plain model.fit, the way the codelab does it
async function fitConv(data, onEpoch) {
  const model = createConvModel();
  model.compile({optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy']});
  const {xs, labels} = data.getTrainData();
  await model.fit(xs, labels, {
    batchSize: BATCH, epochs: 3, validationSplit: 0.15,
    callbacks: {onEpochEnd: (e, logs) => onEpoch(e, logs)},
  });
  return model;
}

// custom loop so we can plot every batch
async function trainLoop(data, epochs, onBatch) {
  const conv = createConvModel();
  const optimizer = tf.train.adam(stepSize(0));
  for (let e = 0; e < epochs; e++) {
    optimizer.learningRate = stepSize(e);
    for (let b = 0; b < 100; b++) {
      const batch = data.nextTrainBatch(BATCH);
      const cost = optimizer.minimize(() => {
        const out = conv.predict(batch.xs.reshape([BATCH, IMAGE_H, IMAGE_W, 1]));
        return tf.losses.softmaxCrossEntropy(batch.labels, out);  //@ unstable softmax-before-ce across
      }, true);
      onBatch(e, b, cost.dataSync()[0]);
      tf.dispose([batch, cost]);
      await tf.nextFrame();
    }
  }
  return conv;
}

async function trainDenseLoop(data, steps) {
  const net = createDenseModel();
  const opt = tf.train.sgd(0.15);
  for (let i = 0; i < steps; i++) {
    const {xs, labels} = data.nextTrainBatch(64);
    opt.minimize(() => {
      const logits = net.predict(xs.reshape([64, IMAGE_H, IMAGE_W, 1]));
      return tf.losses.softmaxCrossEntropy(labels, logits).mean();  //@ stable softmax-before-ce
    });
    tf.dispose([xs, labels]);
    await tf.nextFrame();
  }
  return net;
}

// student learns from the conv net
function distill(teacher, student, xs, T = 4) {
  const opt = tf.train.adam(1e-3);
  return opt.minimize(() => {
    const soft = tf.softmax(teacher(xs).div(T));  //@ stable zero-temperature
    const logq = tf.log(tf.softmax(student(xs).div(T)));  //@ unstable log-of-softmax
    return soft.mul(logq).sum(-1).neg().mean().mul(T * T);
  }, true);
}

function validationLoss(net, xs, labels) {
  return tf.tidy(() => {
    const scores = tf.softmax(net.predict(xs));
    return tf.losses.softmaxCrossEntropy(labels, scores).dataSync()[0];  //@ unstable softmax-before-ce
  });
}

function showPredictions(net, data) {
  tf.tidy(() => {
    const ex = data.getTestData(100);
    const p = tf.softmax(net.predict(ex.xs), -1);  //@ stable naive-softmax
    const conf = p.max(-1).dataSync();
    const guess = p.argMax(-1).dataSync();
    console.table(Array.from(guess).map((g, i) => ({g, c: conf[i].toFixed(2)})));
  });
}

async function main() {
  const data = new MnistData();
  await data.load();
  await fitConv(data, (e, l) => console.log(e, l.loss, l.val_acc));
  await trainLoop(data, 2, (e, b, c) => (b % 20 === 0) && console.log(e, b, c));
  const dense = await trainDenseLoop(data, 500);
  showPredictions(dense, data);
}

document.getElementById('train').addEventListener('click', main);
