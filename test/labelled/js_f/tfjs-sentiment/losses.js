import * as tf from '@tensorflow/tfjs';

// positives are rare, weigh them up
export const weightedBce = (wPos) => (yTrue, yPred) => tf.tidy(() => {
  const pos = yTrue.mul(tf.log(yPred)).mul(wPos); //@ unstable bce-after-sigmoid across
  const neg = tf.onesLike(yTrue).sub(yTrue).mul(tf.log(tf.onesLike(yPred).sub(yPred))); //@ unstable bce-after-sigmoid across
  return pos.add(neg).neg().mean();
});

export function crossEntropyWithLogits(yTrue, yPred) {
  return tf.losses.softmaxCrossEntropy(yTrue, yPred); //@ unstable softmax-before-ce across
}

export function hingeish(yTrue, z) {
  const margin = yTrue.mul(2).sub(1).mul(z);
  return tf.softplus(margin.neg()).mean(); //@ stable naive-softplus
}

export function binaryFromLogits(yTrue, z) {
  return tf.losses.sigmoidCrossEntropy(yTrue, z); //@ stable bce-after-sigmoid
}

export function poissonNll(yTrue, logRate) {
  return tf.exp(logRate.clipByValue(-20, 20)).sub(yTrue.mul(logRate)).mean(); //@ stable other
}

export function maxEnt(logits) {
  const p = tf.softmax(logits);
  return p.mul(p.log()).sum(-1).neg().mean(); //@ unstable log-of-softmax
}

export function rankingLoss(zPos, zNeg) {
  return tf.log(tf.sigmoid(zPos.sub(zNeg))).neg().mean(); //@ unstable log-of-sigmoid
}

export function rankingLossV2(zPos, zNeg) {
  return tf.logSigmoid(zPos.sub(zNeg)).neg().mean(); //@ stable log-of-sigmoid
}
