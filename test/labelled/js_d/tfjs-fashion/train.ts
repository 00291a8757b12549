import * as tf from '@tensorflow/tfjs';
import { batches, createConvModel, createLinearProbe, entropyOf, type Batch } from './model';

const LR = 1e-3;
const EPOCHS = 8;

export async function trainConv(images: Float32Array, labels: Uint8Array, onLog: (m: string) => void) {
  const model = createConvModel();
  const optimizer = tf.train.adam(LR);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    // half-cosine
    const lr = 0.5 * LR * (1 + Math.cos((Math.PI * epoch) / EPOCHS));
    (optimizer as any).learningRate = lr;
    let sum = 0;
    let n = 0;
    for (const { xs, ys } of batches(images, labels, 128)) {
      const loss = optimizer.minimize(() => {
        const out = model.apply(xs, { training: true }) as tf.Tensor2D;
        return tf.losses.softmaxCrossEntropy(ys, out) as tf.Scalar; //@ unstable softmax-before-ce across
      }, true)!;
      sum += (await loss.data())[0];
      n += 1;
      tf.dispose([xs, ys, loss]);
    }
    onLog(`epoch ${epoch} loss ${(sum / n).toFixed(4)}`);
  }
  const first = batches(images, labels, 256).next().value as Batch;
  onLog(`entropy ${(await entropyOf(model, first.xs).mean().data())[0].toFixed(3)}`);
  return model;
}

export function trainProbe(features: tf.Tensor2D, ys: tf.Tensor2D, steps = 300) {
  const probe = createLinearProbe(features.shape[1]);
  const opt = tf.train.sgd(0.5);
  for (let i = 0; i < steps; i++) {
    opt.minimize(() => {
      const z = probe.apply(features) as tf.Tensor2D;
      return tf.losses.softmaxCrossEntropy(ys, z) as tf.Scalar; //@ stable softmax-before-ce
    });
  }
  return probe;
}

export function evaluate(model: tf.Sequential, { xs, ys }: Batch) {
  return tf.tidy(() => {
    const probs = model.predict(xs) as tf.Tensor2D;
    const nll = tf.mul(ys, tf.log(probs)).sum(-1).mean().neg(); //@ unstable nll-of-softmax across
    const acc = tf.equal(probs.argMax(-1), ys.argMax(-1)).mean();
    return { nll: nll.dataSync()[0], acc: acc.dataSync()[0] };
  });
}

export function probeReport(probe: tf.Sequential, x: tf.Tensor2D, ys: tf.Tensor2D) {
  return tf.tidy(() => {
    const z = probe.predict(x) as tf.Tensor2D;
    const lp = tf.logSoftmax(z); //@ stable log-of-softmax
    const nll = lp.mul(ys).sum(1).neg().mean();
    const conf = lp.exp().max(1).mean(); //@ stable naive-softmax
    const handmade = tf.div(tf.exp(z), tf.exp(z).sum(1, true)); //@ unstable naive-softmax
    const brier = handmade.sub(ys).square().sum(1).mean();
    return { nll: nll.dataSync()[0], conf: conf.dataSync()[0], brier: brier.dataSync()[0] };
  });
}

export function distill(student: tf.Sequential, teacherLogits: tf.Tensor2D, xs: tf.Tensor, T = 4) {
  const soft = tf.softmax(teacherLogits.div(T)); //@ stable naive-softmax
  const p = tf.softmax((student.apply(xs) as tf.Tensor2D).div(T));
  const kl = soft.mul(soft.log().sub(p.log())).sum(-1).mean(); //@ unstable log-of-softmax
  return kl.mul(T * T);
}
