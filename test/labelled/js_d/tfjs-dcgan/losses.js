const tf = require('@tensorflow/tfjs-node');

function discLoss(dReal, dFake) {
  return tf.tidy(() => {
    const real = tf.log(dReal).mean(); //@ unstable bce-after-sigmoid across
    const fake = tf.log(tf.sub(1, dFake)).mean(); //@ unstable bce-after-sigmoid across
    return real.add(fake).neg();
  });
}

function genLoss(dFake) {
  return dFake.log().mean().neg(); //@ unstable bce-after-sigmoid across
}

function logisticDiscLoss(sReal, sFake) {
  const a = tf.softplus(sReal.neg()).mean(); //@ stable naive-softplus
  const b = tf.softplus(sFake).mean(); //@ stable naive-softplus
  return a.add(b);
}

function crossEntropyDiscLoss(outReal, outFake) {
  const lr = tf.losses.sigmoidCrossEntropy(tf.onesLike(outReal).mul(0.9), outReal); //@ unstable softmax-before-ce across
  const lf = tf.losses.sigmoidCrossEntropy(tf.zerosLike(outFake), outFake); //@ unstable softmax-before-ce across
  return lr.add(lf);
}

function criticXent(logitsReal, logitsFake) {
  return tf.losses.sigmoidCrossEntropy(tf.onesLike(logitsReal), logitsReal) //@ stable softmax-before-ce
    .add(tf.losses.sigmoidCrossEntropy(tf.zerosLike(logitsFake), logitsFake)); //@ stable softmax-before-ce
}

// relativistic variants, scores are unbounded
function relativisticLoss(sReal, sFake) {
  const diff = sReal.sub(sFake);
  return tf.log(tf.sigmoid(diff)).mean().neg(); //@ unstable log-of-sigmoid
}

function relativisticPlain(sReal, sFake) {
  return tf.log1p(tf.exp(sFake.sub(sReal))).mean(); //@ unstable naive-softplus
}

function auxClassLoss(classScores, y) {
  const p = tf.softmax(classScores);
  const picked = p.mul(y).sum(-1);
  return picked.add(1e-7).log().mean().neg(); //@ unstable log-eps-hack
}

function featureStats(x) {
  const { mean, variance } = tf.moments(x, 0);
  return { mean, logVar: variance.add(1e-6).log() }; //@ stable log-eps-hack
}

module.exports = {
  relativisticLoss, relativisticPlain, auxClassLoss,
  discLoss, genLoss, logisticDiscLoss, crossEntropyDiscLoss, criticXent, featureStats };
