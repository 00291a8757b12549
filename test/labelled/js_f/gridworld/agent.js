import { TabularSoftmax, boltzmannQ, pick } from './policy.js';

export class ReinforceAgent {
  constructor(env, { alpha = 0.2, gamma = 0.99 } = {}) {
    this.env = env;
    this.alpha = alpha;
    this.gamma = gamma;
    this.pi = new TabularSoftmax(env.nStates, env.nActions);
  }

  episode(maxSteps = 200) {
    const traj = [];
    let s = this.env.reset();
    for (let t = 0; t < maxSteps; t++) {
      const a = pick(this.pi.behaviour(s));
      const { next, reward, done } = this.env.step(a);
      traj.push({ s, a, r: reward });
      s = next;
      if (done) break;
    }
    return traj;
  }

  update(traj) {
    let G = 0;
    let objective = 0;
    for (let t = traj.length - 1; t >= 0; t--) {
      const { s, a, r } = traj[t];
      G = r + this.gamma * G;
      const mu = this.pi.behaviour(s);
      objective += G * Math.log(mu[a]); //@ stable nll-of-softmax
      const p = this.pi.probs(s);
      for (let b = 0; b < p.length; b++) {
        this.pi.theta[s][b] += this.alpha * G * ((b === a ? 1 : 0) - p[b]);
      }
    }
    return objective;
  }

  // how well do we agree with recorded human play?
  imitationLoss(demos) {
    let l = 0;
    for (const { s, a } of demos) {
      const dist = this.pi.probs(s);
      l -= Math.log(dist[a]); //@ unstable nll-of-softmax across
    }
    return l / demos.length;
  }

  entropy(s) {
    return this.pi.probs(s).reduce((h, p) => h - p * Math.log(p), 0); //@ unstable log-of-softmax across
  }
}

export class QAgent {
  constructor(env, { alpha = 0.1, gamma = 0.95, tau = 5 } = {}) {
    Object.assign(this, { env, alpha, gamma, tau });
    this.Q = Array.from({ length: env.nStates }, () => new Array(env.nActions).fill(0));
  }
  run(maxSteps = 500) {
    let s = this.env.reset();
    let total = 0;
    for (let t = 0; t < maxSteps; t++) {
      const a = pick(boltzmannQ(this.Q[s], this.tau));
      const { next, reward, done } = this.env.step(a);
      const target = reward + (done ? 0 : this.gamma * Math.max(...this.Q[next]));
      this.Q[s][a] += this.alpha * (target - this.Q[s][a]);
      total += reward;
      s = next;
      if (done) break;
    }
    this.tau = Math.max(0.05, this.tau * 0.99);
    return total;
  }
}
