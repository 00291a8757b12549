import * as tf from '@tensorflow/tfjs';
import { loadVocab, pad } from './vocab.js';

const MAX_LEN = 64;
const CLASSES = ['billing', 'bug', 'feature', 'other'];

export function createModel(vocabSize, embDim = 32) {
  const model = tf.sequential();
  model.add(tf.layers.embedding({ inputDim: vocabSize, outputDim: embDim, inputLength: MAX_LEN }));
  model.add(tf.layers.globalAveragePooling1d());
  model.add(tf.layers.dense({ units: 32, activation: 'relu' }));
  model.add(tf.layers.dense({ units: CLASSES.length, activation: 'softmax' }));
  return model;
}

export function createLogitModel(vocabSize, embDim = 32) {
  const model = tf.sequential();
  model.add(tf.layers.embedding({ inputDim: vocabSize, outputDim: embDim, inputLength: MAX_LEN }));
  model.add(tf.layers.globalAveragePooling1d());
  model.add(tf.layers.dense({ units: CLASSES.length }));
  return model;
}

export async function fit(xs, ys, { vocabSize, epochs = 10, lr = 1e-3, batch = 32 }, onEpoch) {
  const model = createModel(vocabSize);
  const optimizer = tf.train.adam(lr);
  const n = xs.shape[0];
  for (let e = 0; e < epochs; e++) {
    let total = 0;
    for (let i = 0; i < n; i += batch) {
      const size = Math.min(batch, n - i);
      const cost = optimizer.minimize(() => tf.tidy(() => {
        const xb = xs.slice(i, size);
        const yb = ys.slice(i, size);
        const out = model.predict(xb);
        return tf.losses.softmaxCrossEntropy(yb, out); //@ unstable softmax-before-ce across
      }), true);
      total += cost.dataSync()[0] * size;
      cost.dispose();
      await tf.nextFrame();
    }
    onEpoch && onEpoch(e, total / n);
  }
  return model;
}

export async function fitLogits(xs, ys, { vocabSize, epochs = 10, lr = 1e-3 }) {
  const model = createLogitModel(vocabSize);
  const opt = tf.train.adam(lr);
  for (let e = 0; e < epochs; e++) {
    const c = opt.minimize(() => tf.losses.softmaxCrossEntropy(ys, model.predict(xs), undefined, 0.05), true); //@ stable softmax-before-ce
    console.log(e, c.dataSync()[0]);
    c.dispose();
  }
  return model;
}

export function evaluate(model, xs, ys) {
  return tf.tidy(() => {
    const probs = model.predict(xs);
    const acc = probs.argMax(-1).equal(ys.argMax(-1)).mean().dataSync()[0];
    const ll = tf.mean(tf.sum(tf.mul(ys, tf.log(probs)), -1)).neg().dataSync()[0];
    return { acc, ll };
  });
}

export function labelSmoothedLoss(labels, logits, eps = 0.1) {
  const probs = tf.softmax(logits);
  const k = logits.shape[1];
  const soft = labels.mul(1 - eps).add(eps / k);
  return soft.mul(tf.log(probs.clipByValue(1e-7, 1))).sum(-1).mean().neg(); //@ unstable log-eps-hack
}

export function uncertainty(logits) {
  return tf.tidy(() => {
    const lp = tf.logSoftmax(logits); //@ stable log-of-softmax
    return lp.exp().mul(lp).sum(-1).neg().div(Math.log(CLASSES.length)).arraySync(); //@ stable log-of-softmax
  });
}

export async function predictText(model, text) {
  const vocab = await loadVocab();
  const ids = pad(text.split(' ').map((w) => vocab[w] ?? 1), MAX_LEN);
  const p = tf.tidy(() => model.predict(tf.tensor2d([ids])).dataSync());
  return CLASSES.map((name, i) => ({ name, p: p[i] })).sort((a, b) => b.p - a.p);
}
