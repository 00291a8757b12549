const tf = require('@tensorflow/tfjs-node');

// custom losses for the imbalanced lesion data set

function focalLoss(yTrue, logits, gamma = 2, alpha = 0.25) {
  return tf.tidy(() => {
    const maxed = tf.maximum(logits, 0);
    const ce = maxed.sub(logits.mul(yTrue)).add(tf.log1p(tf.exp(tf.neg(tf.abs(logits))))); //@ stable naive-softplus
    const p = tf.sigmoid(logits);
    const pt = yTrue.mul(p).add(tf.sub(1, yTrue).mul(tf.sub(1, p)));
    const at = yTrue.mul(alpha).add(tf.sub(1, yTrue).mul(1 - alpha));
    return at.mul(tf.pow(tf.sub(1, pt), gamma)).mul(ce).mean();
  });
}

function focalLossV1(yTrue, logits, gamma = 2) {
  const p = tf.sigmoid(logits);
  const pos = yTrue.mul(tf.pow(tf.sub(1, p), gamma)).mul(tf.log(p)); //@ unstable log-of-sigmoid
  const neg = tf.sub(1, yTrue).mul(tf.pow(p, gamma)).mul(tf.log(tf.sub(1, p))); //@ unstable log-of-sigmoid
  return pos.add(neg).mean().neg();
}

function weightedBce(yTrue, logits, posWeight) {
  const logWeight = yTrue.mul(posWeight - 1).add(1);
  const sp = tf.softplus(logits.abs().neg()).add(tf.relu(logits.neg())); //@ stable naive-softplus
  return tf.sub(1, yTrue).mul(logits).add(logWeight.mul(sp)).mean();
}

function crossEntropy(yTrue, logits) {
  const p = tf.clipByValue(tf.softmax(logits), 1e-7, 1 - 1e-7);
  return yTrue.mul(tf.log(p)).sum(1).neg().mean(); //@ unstable log-eps-hack
}

function diceLoss(yTrue, logits) {
  const p = logits.sigmoid();
  const inter = yTrue.mul(p).sum();
  return tf.sub(1, inter.mul(2).add(1).div(yTrue.sum().add(p.sum()).add(1)));
}

function logCosh(yTrue, yPred) {
  const d = yPred.sub(yTrue);
  return d.add(tf.softplus(d.mul(-2))).sub(Math.log(2)).mean(); //@ stable other
}

function poisson(yTrue, rate) {
  return rate.sub(yTrue.mul(tf.log(rate.add(1e-7)))).mean(); //@ stable log-eps-hack
}

const LOSSES = { focal: focalLoss, focal1: focalLossV1, wbce: weightedBce, ce: crossEntropy, dice: diceLoss, logcosh: logCosh, poisson };

function getLoss(name) {
  if (!(name in LOSSES)) throw new Error(`unknown loss ${name}`);
  return LOSSES[name];
}

module.exports = { getLoss, LOSSES };
