import { ReinforceAgent, QAgent } from './agent.js';

class Grid {
  constructor(w = 6, h = 6) {
    this.w = w; this.h = h;
    this.nStates = w * h;
    this.nActions = 4;
    this.goal = w * h - 1;
    this.pits = new Set([8, 15, 22]);
  }
  reset() { this.s = 0; return 0; }
  step(a) {
    let x = this.s % this.w, y = Math.floor(this.s / this.w);
    if (a === 0) y = Math.max(0, y - 1);
    if (a === 1) x = Math.min(this.w - 1, x + 1);
    if (a === 2) y = Math.min(this.h - 1, y + 1);
    if (a === 3) x = Math.max(0, x - 1);
    this.s = y * this.w + x;
    if (this.s === this.goal) return { next: this.s, reward: 100, done: true };
    if (this.pits.has(this.s)) return { next: this.s, reward: -100, done: true };
    return { next: this.s, reward: -1, done: false };
  }
}

const env = new Grid();
const agent = process.argv[2] === 'q' ? new QAgent(env) : new ReinforceAgent(env);

for (let ep = 0; ep < 2000; ep++) {
  if (agent instanceof QAgent) {
    const r = agent.run();
    if (ep % 100 === 0) console.log(ep, r, agent.tau.toFixed(3));
  } else {
    const tr = agent.episode();
    const obj = agent.update(tr);
    if (ep % 100 === 0) console.log(ep, tr.length, obj, agent.entropy(0));
  }
}
