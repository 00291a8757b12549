const tf = require('@tensorflow/tfjs');

const EPS = 1e-7;

// soft actor critic, discrete
function sacPolicyLoss(logits, q, alpha) {
  const pi = tf.softmax(logits);
  const logPi = tf.log(pi.add(EPS)); //@ unstable log-eps-hack
  return pi.mul(logPi.mul(alpha).sub(q)).sum(1).mean();
}

function sacPolicyLossV2(logits, q, alpha) {
  const logPi = tf.logSoftmax(logits); //@ stable log-of-softmax
  return logPi.exp().mul(logPi.mul(alpha).sub(q)).sum(1).mean();
}

function energyScore(logits) {
  return tf.neg(tf.log(tf.sum(tf.exp(logits), -1))); //@ unstable naive-logsumexp
}

function rankingLoss(pos, neg) {
  return tf.sigmoid(tf.sub(pos, neg)).log().mean().neg(); //@ unstable log-of-sigmoid
}

function rankingLossSoft(pos, neg) {
  return tf.softplus(tf.sub(neg, pos)).mean(); //@ stable log-of-sigmoid
}

function dpo(pw, pl, rw, rl, beta = 0.1) {
  const margin = pw.sub(pl).sub(rw.sub(rl)).mul(beta);
  return tf.log(tf.sigmoid(margin)).neg().mean(); //@ unstable log-of-sigmoid
}

function manualSoftmax(x) {
  const e = x.exp();
  return e.div(e.sum(-1, true)); //@ unstable naive-softmax
}

function shiftedSoftmax(x) {
  const e = x.sub(x.max(-1, true)).exp(); //@ stable naive-softmax
  return e.div(e.sum(-1, true));
}

function batchSoftmax(x) {
  const e = x.sub(x.max()).exp(); //@ unstable wrong-shift
  return e.div(e.sum(-1, true));
}

function seqLoss(logits, targets, mask) {
  const p = tf.softmax(logits);
  const hot = tf.oneHot(targets, logits.shape[2]);
  const ll = p.mul(hot).sum(-1).log(); //@ unstable nll-of-softmax
  return ll.mul(mask).sum().div(mask.sum()).neg();
}

function seqLossV2(logits, targets, mask) {
  const hot = tf.oneHot(targets, logits.shape[2]);
  const ll = tf.logSoftmax(logits).mul(hot).sum(-1); //@ stable nll-of-softmax
  return ll.mul(mask).sum().div(mask.sum()).neg();
}

function attention(q, k, v, mask) {
  const s = tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[q.shape.length - 1]));
  const w = tf.softmax(tf.where(mask, s, tf.fill(s.shape, -1e9))); //@ stable mask-constant
  return tf.matMul(w, v);
}

function attentionInf(q, k, v, mask) {
  const s = tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[q.shape.length - 1]));
  const w = tf.softmax(tf.where(mask, s, tf.fill(s.shape, -Infinity))); //@ unstable fully-masked-row
  return tf.matMul(w, v);
}

function auxClassifier(features, kernel, labels) {
  const scores = tf.softmax(tf.matMul(features, kernel));
  return tf.losses.softmaxCrossEntropy(labels, scores); //@ unstable softmax-before-ce
}

function calibrated(logits, labels, logT) {
  const t = tf.exp(logT); //@ stable other
  return tf.losses.softmaxCrossEntropy(labels, logits.div(t)); //@ stable softmax-before-ce
}

function klStandardNormal(mu, logvar) {
  return tf.sum(mu.square().add(logvar.exp()).sub(1).sub(logvar), 1).mul(0.5).mean();
}

function rbf(a, b, gamma) {
  return a.sub(b).square().sum(-1).mul(-gamma).exp();
}

module.exports = {
  sacPolicyLoss, sacPolicyLossV2, energyScore, rankingLoss, rankingLossSoft, dpo, manualSoftmax, shiftedSoftmax,
  batchSoftmax, seqLoss, seqLossV2, attention, attentionInf, auxClassifier, calibrated, klStandardNormal, rbf,
};
