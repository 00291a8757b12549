#!/usr/bin/env node
const fs = require('fs');
const { ReinforceAgent } = require('./agent');

const GRAVITY = 9.8;
const FORCE = 10;
const TAU = 0.02;

class CartPole {
  reset() {
    this.s = Array.from({ length: 4 }, () => Math.random() * 0.1 - 0.05);
    this.t = 0;
    return this.s;
  }

  step(action) {
    let [x, xd, th, thd] = this.s;
    const f = action === 1 ? FORCE : -FORCE;
    const cos = Math.cos(th);
    const sin = Math.sin(th);
    const tmp = (f + 0.05 * thd * thd * sin) / 1.1;
    const thacc = (GRAVITY * sin - cos * tmp) / (0.5 * (4 / 3 - (0.1 * cos * cos) / 1.1));
    const xacc = tmp - (0.05 * thacc * cos) / 1.1;
    x += TAU * xd;
    xd += TAU * xacc;
    th += TAU * thd;
    thd += TAU * thacc;
    this.s = [x, xd, th, thd];
    this.t += 1;
    const done = Math.abs(x) > 2.4 || Math.abs(th) > 0.2095 || this.t >= 500;
    return { obs: this.s, reward: 1, done };
  }
}

function rollout(env, agent) {
  const traj = { observations: [], actions: [], rewards: [] };
  let obs = env.reset();
  let done = false;
  while (!done) {
    const a = agent.act(obs);
    traj.observations.push(obs);
    traj.actions.push(a);
    const res = env.step(a);
    traj.rewards.push(res.reward);
    obs = res.obs;
    done = res.done;
  }
  return traj;
}

const env = new CartPole();
const agent = new ReinforceAgent(4, 2);
const log = fs.createWriteStream('train.csv');
let running = 10;
for (let ep = 0; ep < 600; ep++) {
  const traj = rollout(env, agent);
  const loss = agent.update(traj);
  const total = traj.rewards.length;
  running = 0.05 * total + 0.95 * running;
  log.write(`${ep},${total},${loss}\n`);
  if (ep % 10 === 0) console.log(`ep ${ep} reward ${total} avg ${running.toFixed(1)} loss ${loss.toFixed(4)}`);
  if (running > 475) break;
}
log.end();
