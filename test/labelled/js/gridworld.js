// Actor-critic gridworld demo, tabular, no dependencies.

class Env {
  constructor(w, h, goal, walls = []) {
    Object.assign(this, { w, h, goal, walls: new Set(walls.map(String)) });
  }

  reset() {
    this.pos = [0, 0];
    return this.key();
  }

  key() {
    return this.pos[1] * this.w + this.pos[0];
  }

  step(a) {
    const [dx, dy] = [[0, -1], [1, 0], [0, 1], [-1, 0]][a];
    const nx = Math.min(this.w - 1, Math.max(0, this.pos[0] + dx));
    const ny = Math.min(this.h - 1, Math.max(0, this.pos[1] + dy));
    if (!this.walls.has(String([nx, ny]))) this.pos = [nx, ny];
    const done = this.key() === this.goal;
    return { s: this.key(), r: done ? 10 : -0.1, done };
  }
}

const softmax = (xs) => {
  const hi = xs.reduce((a, b) => Math.max(a, b));
  const ex = xs.map((x) => Math.exp(x - hi)); //@ stable naive-softmax
  const sum = ex.reduce((a, b) => a + b);
  return ex.map((e) => e / sum);
};

function sampleGumbel(logits) {
  let best = -1;
  let val = -Infinity;
  for (let i = 0; i < logits.length; i++) {
    const u = Math.max(Math.random(), 1e-20);
    const g = logits[i] - Math.log(-Math.log(u)); //@ stable other
    if (g > val) {
      val = g;
      best = i;
    }
  }
  return best;
}

class ActorCritic {
  constructor(nStates, nActions, { alpha = 0.1, beta = 0.1, gamma = 0.97, entropy = 0.01 } = {}) {
    this.theta = Array.from({ length: nStates }, () => new Array(nActions).fill(0));
    this.V = new Float64Array(nStates);
    Object.assign(this, { alpha, beta, gamma, entropy });
    this.lastProbs = null;
  }

  act(s) {
    this.lastProbs = softmax(this.theta[s]);
    return sampleGumbel(this.theta[s]);
  }

  learn(s, a, r, s2, done) {
    const td = r + (done ? 0 : this.gamma * this.V[s2]) - this.V[s];
    this.V[s] += this.beta * td;
    const p = this.lastProbs;
    const H = this.policyEntropy();
    for (let i = 0; i < p.length; i++) {
      const grad = (i === a ? 1 : 0) - p[i];
      const hgrad = -p[i] * (Math.log(p[i]) + H); //@ unstable log-of-softmax across
      this.theta[s][i] += this.alpha * (td * grad + this.entropy * hgrad);
    }
    return td;
  }

  policyEntropy() {
    return -this.lastProbs.map((p) => p * Math.log(p)).reduce((a, b) => a + b, 0); //@ unstable log-of-softmax across
  }
}

class SoftQ {
  constructor(nStates, nActions, tau = 0.2) {
    this.Q = Array.from({ length: nStates }, () => new Float64Array(nActions));
    this.tau = tau;
  }

  value(s) {
    const q = this.Q[s];
    let z = 0;
    for (let a = 0; a < q.length; a++) z += Math.exp(q[a] / this.tau);
    return this.tau * Math.log(z); //@ unstable naive-logsumexp
  }

  mellowmax(s, omega = 5) {
    const q = Array.from(this.Q[s]);
    const c = Math.max(...q);
    const mean = q.reduce((acc, v) => acc + Math.exp(omega * (v - c)), 0) / q.length;
    return c + Math.log(mean) / omega; //@ stable naive-logsumexp
  }

  policy(s) {
    const v = this.value(s);
    return Array.from(this.Q[s], (q) => Math.exp((q - v) / this.tau));
  }

  update(s, a, r, s2, done, lr = 0.2, gamma = 0.97) {
    const target = r + (done ? 0 : gamma * this.value(s2));
    this.Q[s][a] += lr * (target - this.Q[s][a]);
  }
}

function run(episodes = 300) {
  const env = new Env(8, 8, 63, [[3, 3], [3, 4], [4, 3]]);
  const agent = new ActorCritic(64, 4);
  const returns = [];
  for (let e = 0; e < episodes; e++) {
    let s = env.reset();
    let total = 0;
    for (let t = 0; t < 200; t++) {
      const a = agent.act(s);
      const { s: s2, r, done } = env.step(a);
      agent.learn(s, a, r, s2, done);
      total += r;
      s = s2;
      if (done) break;
    }
    returns.push(total);
  }
  return returns;
}

export { Env, ActorCritic, SoftQ, run };
