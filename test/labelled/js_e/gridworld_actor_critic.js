// actor-critic with a preference table; no libraries
const ACTIONS = [[0, -1], [1, 0], [0, 1], [-1, 0]];

class Grid {
  constructor(w, h, walls) {
    this.w = w; this.h = h;
    this.walls = new Set(walls.map(([x, y]) => y * w + x));
  }
  legal(s) {
    const x = s % this.w, y = Math.floor(s / this.w);
    return ACTIONS.map(([dx, dy]) => {
      const nx = x + dx, ny = y + dy;
      return nx >= 0 && ny >= 0 && nx < this.w && ny < this.h && !this.walls.has(ny * this.w + nx);
    });
  }
  step(s, a) {
    const [dx, dy] = ACTIONS[a];
    const n = s + dx + dy * this.w;
    const goal = n === this.w * this.h - 1;
    return { s: n, r: goal ? 10 : -0.1, done: goal };
  }
}

class ActorCritic {
  constructor(env, { alpha = 0.1, beta = 0.2, gamma = 0.99 } = {}) {
    Object.assign(this, { env, alpha, beta, gamma });
    this.h = Array.from({ length: env.w * env.h }, () => new Float64Array(4));
    this.v = new Float64Array(env.w * env.h);
    this.beta0 = 0.5;
  }

  policy(s) {
    const ok = this.env.legal(s);
    let hi = -Infinity;
    for (let a = 0; a < 4; a++) if (ok[a] && this.h[s][a] > hi) hi = this.h[s][a];
    // a walled-in cell has nothing to choose from
    if (!Number.isFinite(hi)) return [0, 0, 0, 0];
    const e = Array.from(this.h[s], (v, a) => (ok[a] ? Math.exp(v - hi) : 0)); //@ stable fully-masked-row
    const z = e.reduce((p, c) => p + c, 0);
    return e.map((v) => v / z);
  }

  policyMasked(s) {
    const ok = this.env.legal(s);
    const pref = Array.from(this.h[s]);
    const z = pref.reduce((t, v, a) => t + (ok[a] ? Math.exp(v) : 0), 0);
    return pref.map((v, a) => (ok[a] ? Math.exp(v) / z : 0)); //@ unstable naive-softmax
  }

  softValue(s) {
    return this.beta0 * Math.log(this.h[s].reduce((t, v) => t + Math.exp(v / this.beta0), 0)); //@ unstable naive-logsumexp
  }

  policyHalfShift(s) {
    const hi = Math.max(...this.h[s]);
    let den = 0;
    for (const v of this.h[s]) den += Math.exp(v - hi);
    return Array.from(this.h[s], (v) => Math.exp(v) / (den * Math.exp(hi))); //@ unstable wrong-shift
  }

  policyMean(s) {
    const mu = this.h[s].reduce((a, b) => a + b) / 4;
    const e = Array.from(this.h[s], (v) => Math.exp(v - mu)); //@ unstable wrong-shift
    const z = e.reduce((a, b) => a + b);
    return e.map((v) => v / z);
  }

  episode(limit = 500) {
    let s = 0, total = 0;
    for (let t = 0; t < limit; t++) {
      const p = this.policy(s);
      let r = Math.random(), a = 0;
      while (a < 3 && (r -= p[a]) > 0) a++;
      const out = this.env.step(s, a);
      const delta = out.r + (out.done ? 0 : this.gamma * this.v[out.s]) - this.v[s];
      this.v[s] += this.beta * delta;
      for (let b = 0; b < 4; b++) this.h[s][b] += this.alpha * delta * ((a === b ? 1 : 0) - p[b]);
      total += out.r;
      s = out.s;
      if (out.done) break;
    }
    return total;
  }
}

const ac = new ActorCritic(new Grid(8, 8, [[3, 3], [3, 4], [4, 3]]));
for (let i = 0; i < 2000; i++) {
  const ret = ac.episode();
  if (i % 200 === 0) console.log(i, ret.toFixed(2), ac.softValue(0).toFixed(2));
}
