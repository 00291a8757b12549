import * as tf from '@tensorflow/tfjs';
import { logMel, toDb } from './features.js';

const KEYWORDS = ['_silence_', '_unknown_', 'hey', 'computer', 'stop'];

export class KeywordSpotter {
  constructor(model, { smooth = 30, window = 100, threshold = 0.75 } = {}) {
    this.model = model; // outputs raw scores per frame
    this.smooth = smooth;
    this.window = window;
    this.threshold = threshold;
    this.posteriors = [];
  }

  static async load(url, opts) {
    return new KeywordSpotter(await tf.loadGraphModel(url), opts);
  }

  posterior(frames) {
    const scores = tf.tidy(() => this.model.predict(tf.tensor3d([frames])).squeeze().arraySync());
    const ex = scores.map((s) => Math.exp(s)); //@ unstable naive-softmax
    const z = ex.reduce((a, b) => a + b, 0);
    return ex.map((e) => e / z);
  }

  push(samples) {
    const rms = Math.sqrt(samples.reduce((s, v) => s + v * v, 0) / samples.length);
    if (toDb(rms) < -60) {
      this.posteriors.push([1, 0, 0, 0, 0]);
    } else {
      this.posteriors.push(this.posterior(logMel(samples)));
    }
    if (this.posteriors.length > this.window) this.posteriors.shift();
    return this.confidence();
  }

  smoothed() {
    const P = this.posteriors;
    return P.map((_, j) => {
      const from = Math.max(0, j - this.smooth + 1);
      const acc = new Array(KEYWORDS.length).fill(0);
      for (let k = from; k <= j; k++) P[k].forEach((p, i) => (acc[i] += p));
      return acc.map((a) => a / (j - from + 1));
    });
  }

  // geometric mean of the keyword maxima
  confidence() {
    const sm = this.smoothed();
    const maxima = KEYWORDS.slice(2).map((_, i) => Math.max(...sm.map((p) => p[i + 2])));
    const g = maxima.reduce((a, b) => a * b, 1) ** (1 / maxima.length);
    return { score: g, fired: g > this.threshold };
  }

  frameScores() {
    return this.posteriors.map((p) => p.map((v) => Math.log(v))); //@ unstable log-of-softmax across
  }

  alignmentCost(target) {
    const lp = this.frameScores();
    let cost = 0;
    lp.forEach((row, t) => {
      cost -= row[target[Math.min(target.length - 1, Math.floor((t * target.length) / lp.length))]];
    });
    return cost / Math.max(1, lp.length);
  }
}

export function finetune(head, feats, labels, steps = 100) {
  const opt = tf.train.adam(1e-3);
  const y = tf.oneHot(tf.tensor1d(labels, 'int32'), KEYWORDS.length);
  const x = tf.tensor2d(feats);
  for (let i = 0; i < steps; i++) {
    opt.minimize(() => {
      const probs = head.apply(x);
      // head is a plain dense layer
      return tf.losses.softmaxCrossEntropy(y, probs).asScalar(); //@ stable softmax-before-ce
    });
  }
  tf.dispose([x, y]);
}

export class VoiceGate {
  constructor(weights, bias) {
    this.weights = weights;
    this.bias = bias;
    this.sum = 0;
    this.n = 0;
  }

  speech(frame) {
    const z = frame.reduce((s, v, i) => s + v * this.weights[i], this.bias);
    const e = Math.exp(z);
    return e / (1 + e); //@ unstable naive-sigmoid
  }

  observe(frame, isSpeech) {
    const p = this.speech(frame);
    this.sum -= isSpeech ? Math.log(p) : Math.log(1 - p); //@ unstable log-of-sigmoid across
    this.n += 1;
    return this.sum / this.n;
  }
}

export function attentionPool(frames, query) {
  const s = frames.map((f) => f.reduce((a, v, i) => a + v * query[i], 0));
  const peak = Math.max(...s);
  const num = s.map((v) => Math.exp(v)); //@ unstable wrong-shift
  const den = s.reduce((a, v) => a + Math.exp(v - peak), 0);
  const w = num.map((v) => v / den);
  return frames[0].map((_, d) => frames.reduce((a, f, t) => a + w[t] * f[d], 0));
}
