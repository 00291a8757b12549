import { CartPole } from './envs/cartpole.js';

const GAMMA = 0.99;
const LR = 0.01;
const N_ACTIONS = 2;

let theta = [];
for (let a = 0; a < N_ACTIONS; a++) {
  theta.push(Float64Array.from({ length: 4 }, () => (Math.random() - 0.5) * 0.1));
}

function preferences(state) {
  return theta.map((w) => w.reduce((s, wi, i) => s + wi * state[i], 0));
}

function policy(state) {
  const h = preferences(state);
  let sum = 0;
  const out = [];
  for (let a = 0; a < h.length; a++) {
    out[a] = Math.exp(h[a]); //@ unstable naive-softmax
    sum += out[a];
  }
  for (let a = 0; a < h.length; a++) out[a] /= sum;
  return out;
}

function sample(p) {
  let r = Math.random();
  for (let i = 0; i < p.length; i++) {
    r -= p[i];
    if (r <= 0) return i;
  }
  return p.length - 1;
}

function entropy(p) {
  return -p.reduce((s, pi) => s + pi * Math.log(pi + 1e-8), 0); //@ unstable log-eps-hack across
}

function returns(rewards) {
  const g = new Array(rewards.length);
  let acc = 0;
  for (let t = rewards.length - 1; t >= 0; t--) {
    acc = rewards[t] + GAMMA * acc;
    g[t] = acc;
  }
  return g;
}

const env = new CartPole();
for (let ep = 0; ep < 1000; ep++) {
  const states = [], actions = [], rewards = [];
  let s = env.reset(), done = false, ent = 0, logp = 0;
  while (!done) {
    const p = policy(s);
    const a = sample(p);
    ent += entropy(p);
    logp += Math.log(p[a]); //@ unstable nll-of-softmax across
    states.push(s);
    actions.push(a);
    let r;
    [s, r, done] = env.step(a);
    rewards.push(r);
  }
  const G = returns(rewards);
  for (let t = 0; t < G.length; t++) {
    const p = policy(states[t]);
    for (let a = 0; a < N_ACTIONS; a++) {
      const ind = a === actions[t] ? 1 : 0;
      for (let i = 0; i < 4; i++) theta[a][i] += LR * G[t] * (ind - p[a]) * states[t][i];
    }
  }
  if (ep % 20 === 0) console.log(ep, rewards.length, (ent / rewards.length).toFixed(3), logp.toFixed(2));
}
