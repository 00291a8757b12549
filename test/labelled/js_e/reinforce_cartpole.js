import * as tf from '@tensorflow/tfjs';
import { CartPole } from './cart_pole_env';

const GAMMA = 0.95;
const EPISODES = 400;
const LR = 0.01;

function buildPolicy(hidden) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: hidden, activation: 'elu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 2 }));
  return model;
}

function discount(rewards) {
  const out = new Array(rewards.length);
  let acc = 0;
  for (let i = rewards.length - 1; i >= 0; --i) {
    acc = rewards[i] + GAMMA * acc;
    out[i] = acc;
  }
  return out;
}

function standardize(values) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  const std = Math.sqrt(variance) + 1e-8;
  return values.map(v => (v - mean) / std);
}

function act(policy, state) {
  return tf.tidy(() => {
    const logits = policy.predict(tf.tensor2d([state]));
    // multinomial takes unnormalised log probabilities
    return tf.multinomial(logits, 1).dataSync()[0];
  });
}

function policyLoss(policy, states, actions, advantages) {
  const logits = policy.apply(states);
  const probs = tf.softmax(logits);
  const mask = tf.oneHot(actions, 2);
  const picked = tf.sum(tf.mul(probs, mask), 1);
  return tf.neg(tf.mean(tf.mul(tf.log(picked), advantages))); //@ unstable nll-of-softmax
}

function baselineLoss(policy, states, actions, advantages) {
  const logp = tf.logSoftmax(policy.apply(states)); //@ stable log-of-softmax
  const picked = logp.mul(tf.oneHot(actions, 2)).sum(1);
  const entropy = logp.exp().mul(logp).sum(1).neg().mean(); //@ stable log-of-softmax
  return picked.mul(advantages).mean().neg().sub(entropy.mul(0.01));
}

async function main() {
  const env = new CartPole();
  const policy = buildPolicy(64);
  const opt = tf.train.adam(LR);
  const useBaseline = process.argv.includes('--entropy');

  for (let ep = 0; ep < EPISODES; ep++) {
    let state = env.reset();
    let done = false;
    const states = [], actions = [], rewards = [];
    while (!done) {
      const a = act(policy, state);
      const step = env.step(a);
      states.push(state);
      actions.push(a);
      rewards.push(step.reward);
      state = step.state;
      done = step.done || states.length >= 500;
    }
    const adv = standardize(discount(rewards));
    const cost = opt.minimize(() => {
      const s = tf.tensor2d(states);
      const a = tf.tensor1d(actions, 'int32');
      const g = tf.tensor1d(adv);
      return useBaseline ? baselineLoss(policy, s, a, g) : policyLoss(policy, s, a, g);
    }, true);
    if (ep % 10 === 0) {
      console.log(`ep ${ep} len ${rewards.length} loss ${cost.dataSync()[0].toFixed(4)}`);
    }
    cost.dispose();
    await tf.nextFrame();
  }
}

main();
