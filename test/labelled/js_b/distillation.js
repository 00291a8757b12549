import * as tf from '@tensorflow/tfjs';
import { loadCifar } from './data.js';

const T = 4.0;
const ALPHA = 0.7;

function makeStudent() {
  const m = tf.sequential();
  m.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, activation: 'relu' }));
  m.add(tf.layers.globalAveragePooling2d({}));
  m.add(tf.layers.dense({ units: 10 }));
  return m;
}

function distillLoss(studentLogits, teacherLogits) {
  return tf.tidy(() => {
    const p = tf.softmax(teacherLogits.div(T)); //@ stable naive-softmax
    const q = tf.softmax(studentLogits.div(T));
    const kl = p.mul(p.log().sub(q.log())).sum(-1).mean(); //@ unstable log-of-softmax
    return kl.mul(T * T);
  });
}

function softTargetCE(studentLogits, teacherLogits) {
  const p = teacherLogits.div(T).softmax();
  const logq = studentLogits.div(T).logSoftmax(); //@ stable log-of-softmax
  return p.mul(logq).sum(-1).neg().mean();
}

function hardLoss(labels, logits) {
  return tf.losses.softmaxCrossEntropy(labels, logits, undefined, 0.1); //@ stable softmax-before-ce
}

function confidencePenalty(logits) {
  const p = tf.softmax(logits);
  const h = tf.neg(tf.sum(tf.mul(p, tf.log(p.add(1e-8))), -1)); //@ unstable log-eps-hack
  return tf.mean(h);
}

function cosineLr(step, total, base) {
  return 0.5 * base * (1 + Math.cos((Math.PI * step) / total));
}

export async function distill(teacher, epochs = 10, mode = 'kl') {
  const student = makeStudent();
  const data = await loadCifar();
  const opt = tf.train.adam(1e-3);
  let step = 0;
  for (let e = 0; e < epochs; e++) {
    for (const { xs, ys } of data.batches(64)) {
      opt.learningRate = cosineLr(step++, epochs * data.numBatches, 1e-3);
      const t = teacher.predict(xs);
      const loss = opt.minimize(() => {
        const s = student.apply(xs, { training: true });
        const soft = mode === 'kl' ? distillLoss(s, t) : softTargetCE(s, t);
        return soft.mul(ALPHA).add(hardLoss(ys, s).mul(1 - ALPHA)).sub(confidencePenalty(s).mul(0.01));
      }, true);
      if (step % 100 === 0) console.log(step, loss.dataSync()[0]);
      tf.dispose([xs, ys, t, loss]);
    }
  }
  return student;
}
