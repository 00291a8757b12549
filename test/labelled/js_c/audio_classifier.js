import * as tf from '@tensorflow/tfjs';
import { toDb } from './mel_features.js';

const CLASSES = ['speech', 'music', 'noise', 'silence'];

export class AudioClassifier {
  constructor({ smoothing = 0.7, weights = [1, 1, 1, 0.2] } = {}) {
    this.smoothing = smoothing;
    this.classWeights = tf.tensor1d(weights);
    this.net = tf.sequential();
    this.net.add(tf.layers.gru({ units: 48, inputShape: [null, 40] }));
    this.net.add(tf.layers.dense({ units: CLASSES.length }));
    this.net.add(tf.layers.softmax());
    this.opt = tf.train.adam(5e-4);
    this.state = new Float32Array(CLASSES.length).fill(1 / CLASSES.length);
  }

  // weighted categorical cross entropy
  loss(x, y) {
    const out = this.net.apply(x, { training: true });
    const perClass = y.mul(out.add(1e-7).log()).mul(this.classWeights); //@ unstable log-eps-hack across
    return perClass.sum(-1).mean().neg();
  }

  smoothedLoss(x, y) {
    return tf.losses.softmaxCrossEntropy(y, this.net.apply(x), undefined, 0.1); //@ unstable softmax-before-ce across
  }

  async fit(x, y, epochs = 10, smooth = false) {
    for (let e = 0; e < epochs; e++) {
      const c = this.opt.minimize(() => (smooth ? this.smoothedLoss(x, y) : this.loss(x, y)), true);
      console.log(`epoch ${e}: ${(await c.data())[0].toFixed(4)}`);
      c.dispose();
    }
  }

  observe(frames) {
    const p = tf.tidy(() => this.net.predict(tf.tensor3d([frames])).dataSync());
    for (let i = 0; i < p.length; i++) {
      this.state[i] = this.smoothing * this.state[i] + (1 - this.smoothing) * p[i];
    }
    return CLASSES[this.state.indexOf(Math.max(...this.state))];
  }
}

/** Pool per-frame events over time, "auto pool" with a learned alpha. */
export function autoPool(frameLogits, alpha) {
  return tf.tidy(() => {
    const a = frameLogits.mul(alpha);
    const w = a.exp().div(a.exp().sum(1, true)); //@ unstable naive-softmax
    return w.mul(frameLogits).sum(1);
  });
}

export function attentionPool(frameScores, att) {
  return tf.tidy(() => {
    const w = tf.exp(tf.tanh(att));
    return w.mul(frameScores).sum(1).div(w.sum(1)); //@ stable naive-softmax
  });
}

export function logSumExpPool(frames, r = 5) {
  const x = frames.mul(r);
  return x.exp().mean(1).log().div(r); //@ unstable naive-logsumexp
}

export function multiLabelLoss(y, frameLogits) {
  const clip = frameLogits.max(1);
  const pos = y.mul(tf.logSigmoid(clip)); //@ stable log-of-sigmoid
  const neg = tf.sub(1, y).mul(tf.logSigmoid(clip.neg())); //@ stable log-of-sigmoid
  return pos.add(neg).mean().neg();
}

export function noisyOrLoss(y, frameLogits) {
  const p = tf.sub(1, tf.prod(tf.sub(1, frameLogits.sigmoid()), 1));
  const ll = y.mul(p.log()).add(tf.sub(1, y).mul(tf.sub(1, p).log())); //@ unstable bce-after-sigmoid
  return ll.mean().neg();
}

export function meter(canvas, analyser) {
  const ctx = canvas.getContext('2d');
  const buf = new Float32Array(analyser.fftSize);
  (function paint() {
    analyser.getFloatTimeDomainData(buf);
    const rms = Math.sqrt(buf.reduce((s, v) => s + v * v, 0) / buf.length);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.fillRect(0, 0, (canvas.width * (toDb(rms) + 100)) / 100, canvas.height);
    requestAnimationFrame(paint);
  })();
}
