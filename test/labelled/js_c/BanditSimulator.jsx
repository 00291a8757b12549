import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';

const K = 10;

function gaussian() {
  const u = 1 - Math.random();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * Math.random()); //@ stable other
}

class EpsilonGreedy {
  constructor(eps) {
    this.eps = eps;
    this.q = new Array(K).fill(0);
    this.n = new Array(K).fill(0);
  }
  select() {
    if (Math.random() < this.eps) return Math.floor(Math.random() * K);
    return this.q.indexOf(Math.max(...this.q));
  }
  update(a, r) {
    this.n[a]++;
    this.q[a] += (r - this.q[a]) / this.n[a];
  }
}

class UCB extends EpsilonGreedy {
  constructor(c) {
    super(0);
    this.c = c;
    this.t = 0;
  }
  select() {
    this.t++;
    const untried = this.n.indexOf(0);
    if (untried >= 0) return untried;
    const v = this.q.map((q, i) => q + this.c * Math.sqrt(Math.log(this.t) / this.n[i])); //@ stable other
    return v.indexOf(Math.max(...v));
  }
}

class GradientBandit {
  constructor(alpha) {
    this.alpha = alpha;
    this.H = new Array(K).fill(0);
    this.baseline = 0;
    this.t = 0;
  }
  policy() {
    const e = this.H.map(Math.exp); //@ unstable naive-softmax
    const z = e.reduce((a, b) => a + b);
    return e.map((x) => x / z);
  }
  select() {
    this.pi = this.policy();
    let r = Math.random();
    for (let i = 0; i < K; i++) {
      r -= this.pi[i];
      if (r <= 0) return i;
    }
    return K - 1;
  }
  update(a, r) {
    this.t++;
    this.baseline += (r - this.baseline) / this.t;
    this.H = this.H.map((h, i) => h + this.alpha * (r - this.baseline) * ((i === a ? 1 : 0) - this.pi[i]));
  }
}

class Boltzmann extends EpsilonGreedy {
  constructor(tau0, steps) {
    super(0);
    this.tau = tau0;
    this.dt = tau0 / steps;
  }
  select() {
    const best = Math.max(...this.q);
    const w = this.q.map((q) => Math.exp((q - best) / this.tau)); //@ unstable zero-temperature
    this.tau = Math.max(0, this.tau - this.dt);
    let r = Math.random() * w.reduce((a, b) => a + b, 0);
    return w.findIndex((x) => (r -= x) <= 0);
  }
}

const AGENTS = {
  greedy: () => new EpsilonGreedy(0.1),
  ucb: () => new UCB(2),
  gradient: () => new GradientBandit(0.1),
  boltzmann: () => new Boltzmann(1, 800),
};

export default function BanditSimulator() {
  const [kind, setKind] = useState('ucb');
  const [points, setPoints] = useState([]);
  const agent = useRef(null);
  const means = useMemo(() => Array.from({ length: K }, gaussian), []);

  const step = useCallback(() => {
    let total = 0;
    for (let i = 0; i < 10; i++) {
      const a = agent.current.select();
      const r = means[a] + gaussian();
      agent.current.update(a, r);
      total += r;
    }
    setPoints((p) => [...p, { t: p.length, reward: total / 10 }]);
  }, [means]);

  useEffect(() => {
    agent.current = AGENTS[kind]();
    setPoints([]);
    const id = setInterval(step, 50);
    return () => clearInterval(id);
  }, [kind, step]);

  return (
    <section>
      <select value={kind} onChange={(e) => setKind(e.target.value)}>
        {Object.keys(AGENTS).map((k) => (
          <option key={k}>{k}</option>
        ))}
      </select>
      <LineChart width={600} height={300} data={points}>
        <XAxis dataKey="t" />
        <YAxis />
        <Tooltip />
        <Line type="monotone" dataKey="reward" dot={false} />
      </LineChart>
    </section>
  );
}
