const tf = require('@tensorflow/tfjs');

// assorted answers, cleaned up

function lossFromScratch(labels, logits) {
  return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.log(tf.softmax(logits))), 1))); //@ unstable nll-of-softmax
}

function lossBuiltin(labels, logits) {
  const probs = tf.softmax(logits);
  return tf.losses.softmaxCrossEntropy(labels, probs); //@ unstable softmax-before-ce
}

function binaryBuiltin(labels, logits) {
  return tf.losses.sigmoidCrossEntropy(labels, tf.sigmoid(logits)); //@ unstable softmax-before-ce
}

function binaryFromScratch(labels, x, w, b) {
  const p = x.matMul(w).add(b).sigmoid();
  const loss = labels.mul(p.log()).add(tf.scalar(1).sub(labels).mul(tf.scalar(1).sub(p).log())); //@ unstable bce-after-sigmoid
  return loss.mean().neg();
}

function softmaxByHand(x) {
  const e = tf.exp(x.sub(x.max(-1, true))); //@ stable naive-softmax
  return e.div(e.sum(-1, true));
}

function softmaxGlobal(x2d) {
  const e = tf.exp(tf.sub(x2d, tf.max(x2d))); //@ unstable wrong-shift
  return tf.div(e, tf.sum(e, 1, true));
}

function maskedSoftmax(scores, mask) {
  const neg = tf.fill(scores.shape, -Infinity);
  const s = tf.where(mask, scores, neg);
  return tf.softmax(s); //@ unstable fully-masked-row
}

function attention(q, k, v) {
  const s = tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[q.shape.length - 1]));
  return tf.matMul(tf.softmax(s), v); //@ stable naive-softmax
}

function logitsToLogProbs(logits) {
  return logits.softmax(-1).log(); //@ unstable log-of-softmax
}

function softplusTf(x) {
  return x.exp().add(1).log(); //@ unstable naive-softplus
}

function softplusBuiltin(x) {
  return tf.softplus(x); //@ stable naive-softplus
}

function lse(x, axis = -1) {
  return tf.log(tf.sum(tf.exp(x), axis)); //@ unstable naive-logsumexp
}

function rbf(a, b, gamma = 0.5) {
  const d2 = a.expandDims(1).sub(b.expandDims(0)).square().sum(-1);
  return d2.mul(-gamma).exp(); //@ stable naive-softmax
}

function gumbelNoise(shape) {
  const u = tf.randomUniform(shape, 1e-6, 1 - 1e-6);
  return u.log().neg().log().neg(); //@ stable other
}

function boundedScores(x, w) {
  const s = tf.tanh(x.matMul(w)).mul(10);
  const e = s.exp(); //@ stable naive-softmax
  return e.div(e.sum(1, true));
}

module.exports = { lossFromScratch, lossBuiltin, binaryBuiltin, binaryFromScratch, softmaxByHand, softmaxGlobal, maskedSoftmax, attention, logitsToLogProbs, softplusTf, softplusBuiltin, lse, rbf, gumbelNoise, boundedScores };
