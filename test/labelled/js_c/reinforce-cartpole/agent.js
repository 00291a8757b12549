const tf = require('@tensorflow/tfjs-node');
const { createPolicy, createValue, createLogitPolicy } = require('./model');

class ReinforceAgent {
  constructor(obsSize, numActions, { lr = 1e-2, gamma = 0.99, entropyCoef = 0.01 } = {}) {
    this.policy = createPolicy(obsSize, numActions);
    this.baseline = createValue(obsSize);
    this.optimizer = tf.train.adam(lr);
    this.valueOptimizer = tf.train.adam(lr);
    this.numActions = numActions;
    this.gamma = gamma;
    this.entropyCoef = entropyCoef;
  }

  act(obs) {
    return tf.tidy(() => {
      const probs = this.policy.predict(tf.tensor2d([obs])).dataSync();
      let r = Math.random();
      for (let a = 0; a < probs.length; a++) {
        r -= probs[a];
        if (r <= 0) return a;
      }
      return probs.length - 1;
    });
  }

  discount(rewards) {
    const out = new Array(rewards.length);
    let acc = 0;
    for (let t = rewards.length - 1; t >= 0; t--) {
      acc = rewards[t] + this.gamma * acc;
      out[t] = acc;
    }
    return out;
  }

  update({ observations, actions, rewards }) {
    const obs = tf.tensor2d(observations);
    const returns = tf.tensor1d(this.discount(rewards));
    const onehot = tf.oneHot(tf.tensor1d(actions, 'int32'), this.numActions).toFloat();
    const adv = tf.tidy(() => returns.sub(this.baseline.predict(obs).squeeze([1])));

    const loss = this.optimizer.minimize(() => {
      const pi = this.policy.apply(obs);
      const logProb = tf.log(pi.mul(onehot).sum(1)); //@ unstable nll-of-softmax across
      const entropy = pi.mul(tf.log(pi.add(1e-8))).sum(1).neg(); //@ unstable log-eps-hack across
      return logProb.mul(adv).add(entropy.mul(this.entropyCoef)).mean().neg();
    }, true);

    this.valueOptimizer.minimize(() =>
      tf.losses.meanSquaredError(returns, this.baseline.apply(obs).squeeze([1]))
    );
    const value = loss.dataSync()[0];
    tf.dispose([obs, returns, onehot, adv, loss]);
    return value;
  }
}

class PPOAgent {
  constructor(obsSize, numActions, clip = 0.2) {
    this.net = createLogitPolicy(obsSize, numActions);
    this.optimizer = tf.train.adam(3e-4);
    this.numActions = numActions;
    this.clip = clip;
  }

  logProbs(obs, actions) {
    const logp = tf.logSoftmax(this.net.apply(obs)); //@ stable log-of-softmax
    return logp.mul(tf.oneHot(actions, this.numActions)).sum(1);
  }

  update(obs, actions, oldLogp, adv) {
    return this.optimizer.minimize(() => {
      const ratio = tf.exp(this.logProbs(obs, actions).sub(oldLogp)); //@ stable other
      const clipped = ratio.clipByValue(1 - this.clip, 1 + this.clip);
      return tf.minimum(ratio.mul(adv), clipped.mul(adv)).mean().neg();
    }, true);
  }
}

module.exports = { ReinforceAgent, PPOAgent };
