import { EventEmitter } from 'node:events';

interface Transition {
  obs: Float32Array;
  action: number;
  reward: number;
  done: boolean;
}

export interface A2COptions {
  gamma: number;
  lr: number;
  entropyBonus: number;
  temperatureStart: number;
  temperatureEnd: number;
  totalSteps: number;
}

const DEFAULTS: A2COptions = {
  gamma: 0.99,
  lr: 1e-3,
  entropyBonus: 0.01,
  temperatureStart: 1,
  temperatureEnd: 0,
  totalSteps: 100_000,
};

class LinearHead {
  w: Float32Array;

  constructor(readonly nIn: number, readonly nOut: number) {
    this.w = Float32Array.from({ length: nIn * nOut }, () => (Math.random() - 0.5) * 0.1);
  }

  apply(x: Float32Array): Float32Array {
    const y = new Float32Array(this.nOut);
    for (let o = 0; o < this.nOut; o++) for (let i = 0; i < this.nIn; i++) y[o] += this.w[o * this.nIn + i] * x[i];
    return y;
  }
}

export class ActorCritic extends EventEmitter {
  private readonly actor: LinearHead;
  private readonly critic: LinearHead;
  private readonly opts: A2COptions;
  private lastProbs: Float32Array = new Float32Array(0);
  private stepCount = 0;

  constructor(obsDim: number, private readonly nActions: number, opts: Partial<A2COptions> = {}) {
    super();
    this.opts = { ...DEFAULTS, ...opts };
    this.actor = new LinearHead(obsDim, nActions);
    this.critic = new LinearHead(obsDim, 1);
  }

  get temperature(): number {
    const { temperatureStart: a, temperatureEnd: b, totalSteps } = this.opts;
    const frac = Math.min(1, this.stepCount / totalSteps);
    return a + (b - a) * frac;
  }

  act(obs: Float32Array): number {
    const prefs = this.actor.apply(obs);
    const m = Math.max(...prefs);
    const w = prefs.map((p) => Math.exp(p - m)); //@ stable naive-softmax
    const z = w.reduce((a, b) => a + b, 0);
    this.lastProbs = w.map((v) => v / z);
    this.stepCount++;
    let r = Math.random();
    for (let a = 0; a < this.nActions; a++) {
      r -= this.lastProbs[a];
      if (r <= 0) return a;
    }
    return this.nActions - 1;
  }

  /** Cooler behaviour policy for evaluation runs. */
  actCooled(obs: Float32Array): number {
    const prefs = this.actor.apply(obs).map((p) => p / this.temperature); //@ unstable zero-temperature across
    const m = Math.max(...prefs);
    const w = prefs.map((p) => Math.exp(p - m));
    let r = Math.random() * w.reduce((a, b) => a + b, 0);
    return w.findIndex((v) => (r -= v) <= 0);
  }

  entropy(): number {
    let h = 0;
    for (const p of this.lastProbs) h -= p * Math.log(p); //@ unstable log-of-softmax across
    return h;
  }

  logProb(action: number): number {
    return Math.log(Math.max(this.lastProbs[action], 1e-8)); //@ unstable log-eps-hack across
  }

  learn(t: Transition, next: Float32Array): number {
    const { gamma, lr, entropyBonus } = this.opts;
    const v = this.critic.apply(t.obs)[0];
    const vn = t.done ? 0 : this.critic.apply(next)[0];
    const delta = t.reward + gamma * vn - v;
    for (let i = 0; i < t.obs.length; i++) {
      this.critic.w[i] += lr * delta * t.obs[i];
      for (let a = 0; a < this.nActions; a++) {
        const g = (a === t.action ? 1 : 0) - this.lastProbs[a];
        this.actor.w[a * t.obs.length + i] += lr * delta * g * t.obs[i];
      }
    }
    const loss = -delta * this.logProb(t.action) - entropyBonus * this.entropy() + 0.5 * delta * delta;
    this.emit('loss', loss);
    return loss;
  }
}

export function importanceWeight(newLogp: number, oldLogp: number, clip = 10): number {
  return Math.min(clip, Math.exp(newLogp - oldLogp)); //@ stable other
}
