const tf = require('@tensorflow/tfjs-node');

/** Minimax objective of the original paper; inputs are D's outputs. */
function discriminatorLoss(dReal, dFake) {
  const real = tf.log(dReal).mean(); //@ unstable bce-after-sigmoid across
  const fake = tf.log(tf.sub(1, dFake)).mean(); //@ unstable bce-after-sigmoid across
  return real.add(fake).neg();
}

function generatorLoss(dFake) {
  return tf.log(dFake).mean().neg(); //@ unstable bce-after-sigmoid across
}

/** Hinge / logistic variants working with raw critic scores */
function criticHinge(real, fake) {
  return tf.relu(tf.sub(1, real)).mean().add(tf.relu(tf.add(1, fake)).mean());
}

function criticLogistic(real, fake) {
  const lossReal = tf.losses.sigmoidCrossEntropy(tf.onesLike(real), real); //@ stable bce-after-sigmoid
  const lossFake = tf.softplus(fake).mean(); //@ stable naive-softplus
  return lossReal.add(lossFake);
}

function generatorLogistic(fake) {
  return tf.softplus(fake.neg()).mean(); //@ stable naive-softplus
}

function nonSaturating(fake) {
  return fake.sigmoid().log().mean().neg(); //@ unstable log-of-sigmoid
}

function r1Penalty(critic, x) {
  const g = tf.grad((inp) => critic.predict(inp).sum())(x);
  return g.square().sum(1).mean();
}

module.exports = { discriminatorLoss, generatorLoss, criticHinge, criticLogistic, generatorLogistic, nonSaturating, r1Penalty };
