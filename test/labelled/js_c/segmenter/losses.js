import * as tf from '@tensorflow/tfjs';

export function dice(yTrue, yPred, smooth = 1) {
  const inter = yTrue.mul(yPred).sum([1, 2, 3]);
  const total = yTrue.sum([1, 2, 3]).add(yPred.sum([1, 2, 3]));
  return tf.sub(1, inter.mul(2).add(smooth).div(total.add(smooth))).mean();
}

export function pixelLoss(mask, pred) {
  return tf.losses.sigmoidCrossEntropy(mask, pred); //@ unstable softmax-before-ce across
}

// RetinaNet focal loss on raw scores
export function focal(labels, logits, alpha = 0.25, gamma = 2) {
  return tf.tidy(() => {
    const ce = tf.losses.sigmoidCrossEntropy(labels, logits, undefined, 0, tf.Reduction.NONE); //@ stable bce-after-sigmoid
    const p = logits.sigmoid();
    const pt = labels.mul(p).add(tf.sub(1, labels).mul(tf.sub(1, p)));
    const w = labels.mul(alpha).add(tf.sub(1, labels).mul(1 - alpha));
    return ce.mul(w).mul(tf.pow(tf.sub(1, pt), gamma)).mean();
  });
}

export function focalFromMask(labels, pred, gamma = 2) {
  return tf.tidy(() => {
    const pt = tf.where(labels.greater(0.5), pred, tf.sub(1, pred));
    const mod = tf.pow(tf.sub(1, pt), gamma);
    return mod.mul(tf.log(pt)).neg().mean(); //@ unstable bce-after-sigmoid across
  });
}

export function sceneLoss(labels, out) {
  return tf.losses.softmaxCrossEntropy(labels, out, undefined, 0.1); //@ stable softmax-before-ce
}
