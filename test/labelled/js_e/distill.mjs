import * as tf from '@tensorflow/tfjs-node';

const T = 4;

export function distillLoss(studentLogits, teacherLogits, labels, alpha = 0.7) {
  return tf.tidy(() => {
    const soft = tf.softmax(teacherLogits.div(T));
    const ls = tf.logSoftmax(studentLogits.div(T));
    const kd = soft.mul(ls).sum(-1).mean().neg().mul(T * T); //@ stable log-of-softmax
    const hard = tf.losses.softmaxCrossEntropy(labels, studentLogits); //@ stable softmax-before-ce
    return kd.mul(alpha).add(hard.mul(1 - alpha));
  });
}

export function klDistill(studentLogits, teacherLogits) {
  const p = tf.softmax(teacherLogits.div(T));
  const q = tf.softmax(studentLogits.div(T));
  return p.mul(p.log().sub(q.log())).sum(-1).mean(); //@ unstable log-of-softmax
}

export function softTargets(studentLogits, teacherLogits) {
  const q = studentLogits.div(T).softmax();
  const p = teacherLogits.div(T).softmax();
  // teacher probabilities as labels
  return tf.losses.softmaxCrossEntropy(p, q); //@ unstable softmax-before-ce
}

export function softTargetsLogits(studentLogits, teacherLogits) {
  const p = teacherLogits.div(T).softmax();
  return tf.losses.softmaxCrossEntropy(p, studentLogits.div(T)); //@ stable softmax-before-ce
}

export function attentionTransfer(student, teacher) {
  const norm = (f) => {
    const a = f.square().mean(-1).reshape([f.shape[0], -1]);
    return a.div(a.norm('euclidean', 1, true).add(1e-8));
  };
  return norm(student).sub(norm(teacher)).square().mean();
}

export function multiLabel(student, labels) {
  const p = tf.sigmoid(student);
  return tf.losses.sigmoidCrossEntropy(labels, p); //@ unstable softmax-before-ce
}

export function multiLabelLogits(student, labels) {
  return tf.losses.sigmoidCrossEntropy(labels, student); //@ stable softmax-before-ce
}

export function labelEntropy(labels) {
  const freq = labels.mean(0).arraySync();
  return -freq.filter((f) => f > 0).reduce((h, f) => h + f * Math.log(f), 0); //@ stable log-of-softmax
}

export async function run(student, teacher, dataset, epochs) {
  const opt = tf.train.adam(1e-3);
  for (let e = 0; e < epochs; e++) {
    await dataset.forEachAsync(({ xs, ys }) => {
      opt.minimize(() => distillLoss(student.apply(xs), teacher.predict(xs), ys));
      tf.dispose([xs, ys]);
    });
    console.log('epoch', e, 'tensors', tf.memory().numTensors);
  }
}
