import * as tf from '@tensorflow/tfjs';
import Papa from 'papaparse';

const GAMMA = 2;
const ALPHA = 0.25;

export function focalFromProbs(yTrue, logits) {
  return tf.tidy(() => {
    const p = tf.sigmoid(logits).clipByValue(1e-7, 1 - 1e-7);
    const pt = tf.where(tf.equal(yTrue, 1), p, tf.sub(1, p));
    const w = tf.pow(tf.sub(1, pt), GAMMA).mul(ALPHA);
    return w.mul(tf.log(pt)).neg().mean(); //@ unstable log-eps-hack
  });
}

export function focalFromLogits(yTrue, logits) {
  return tf.tidy(() => {
    const ce = tf.losses.sigmoidCrossEntropy(yTrue, logits, undefined, 0, tf.Reduction.NONE); //@ stable log-of-sigmoid
    const pt = tf.exp(ce.neg()); //@ stable other
    return tf.pow(tf.sub(1, pt), GAMMA).mul(ce).mul(ALPHA).mean();
  });
}

export function multiLabelLoss(yTrue, raw) {
  const pos = tf.sigmoid(raw).log().mul(yTrue); //@ unstable log-of-sigmoid
  const neg = tf.logSigmoid(raw.neg()).mul(tf.sub(1, yTrue)); //@ stable log-of-sigmoid
  return pos.add(neg).mean().neg();
}

export function poissonNll(logRate, counts) {
  return logRate.exp().sub(counts.mul(logRate)).mean(); //@ stable other
}

export function labelSmoothing(yOneHot, logits, eps = 0.1) {
  return tf.losses.softmaxCrossEntropy(yOneHot, logits, undefined, eps); //@ stable softmax-before-ce
}

export function classWeights(labels) {
  const pos = labels.filter((l) => l === 1).length;
  const neg = labels.length - pos;
  const bias = Math.log(pos / neg); //@ stable other
  return { bias, weight: { 0: labels.length / (2 * neg), 1: labels.length / (2 * pos) } };
}

function network(inputDim, bias) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [inputDim], units: 32, activation: 'relu' }));
  model.add(tf.layers.dropout({ rate: 0.2 }));
  model.add(tf.layers.dense({ units: 1, biasInitializer: tf.initializers.constant({ value: bias }) }));
  return model;
}

function parse(text) {
  const { data } = Papa.parse(text, { header: true, dynamicTyping: true, skipEmptyLines: true });
  const xs = data.map((r) => [
    Math.log(r.amount + 1), //@ stable log-eps-hack
    r.hour / 24,
    Math.log1p(r.previous), //@ stable naive-softplus
    r.foreign ? 1 : 0,
  ]);
  return { xs: tf.tensor2d(xs), labels: data.map((r) => r.fraud) };
}

export async function fit(text, { epochs = 30, lr = 1e-3, useLogits = true } = {}) {
  const { xs, labels } = parse(text);
  const ys = tf.tensor2d(labels, [labels.length, 1]);
  const { bias } = classWeights(labels);
  const model = network(xs.shape[1], bias);
  const opt = tf.train.adam(lr);
  const criterion = useLogits ? focalFromLogits : focalFromProbs;
  for (let e = 0; e < epochs; e++) {
    opt.learningRate = lr * Math.exp(-0.05 * e);
    const loss = opt.minimize(() => criterion(ys, model.apply(xs)), true);
    console.log(`epoch ${e}: ${(await loss.data())[0].toFixed(5)}`);
    loss.dispose();
  }
  return model;
}

export async function evaluate(model, text) {
  const { xs, labels } = parse(text);
  const p = Array.from(await tf.sigmoid(model.predict(xs)).data());
  let ll = 0;
  labels.forEach((y, i) => {
    ll += y * Math.log(p[i]) + (1 - y) * Math.log(1 - p[i]); //@ unstable bce-after-sigmoid
  });
  const hits = labels.filter((y, i) => (p[i] > 0.5 ? 1 : 0) === y).length;
  return { logloss: -ll / labels.length, acc: hits / labels.length };
}

export function calibratedLoss(yTrue, logits, temperature) {
  const p = tf.sigmoid(logits.div(temperature));
  return tf.losses.sigmoidCrossEntropy(yTrue, p); //@ unstable softmax-before-ce
}
