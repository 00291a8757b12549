import * as tf from '@tensorflow/tfjs';
import { PolicyNetwork } from './policyNet';
import { approxKl, entropyBonus, ppoLoss, reinforceLoss, selectedLogProbs, Batch } from './losses';

interface Transition { state: number[]; action: number; reward: number; done: boolean }
interface Env { reset(): number[]; step(a: number): { state: number[]; reward: number; done: boolean } }

function discounted(rewards: number[], gamma: number): number[] {
  const out = new Array<number>(rewards.length);
  let acc = 0;
  for (let i = rewards.length - 1; i >= 0; i--) {
    acc = rewards[i] + gamma * acc;
    out[i] = acc;
  }
  return out;
}

function standardize(xs: number[]): number[] {
  const m = xs.reduce((a, b) => a + b, 0) / xs.length;
  const sd = Math.sqrt(xs.reduce((a, b) => a + (b - m) ** 2, 0) / xs.length) + 1e-8;
  return xs.map((x) => (x - m) / sd);
}

export function epsilonAt(step: number, start = 1.0, end = 0.05, decay = 2000): number {
  return end + (start - end) * Math.exp(-step / decay); //@ stable other
}

export class Trainer {
  private opt: tf.AdamOptimizer;
  private step = 0;

  constructor(private env: Env, private policy: PolicyNetwork, private algo: 'ppo' | 'reinforce', lr = 3e-4) {
    this.opt = tf.train.adam(lr);
  }

  rollout(maxSteps = 500): Transition[] {
    const traj: Transition[] = [];
    let s = this.env.reset();
    for (let t = 0; t < maxSteps; t++) {
      const a = Math.random() < epsilonAt(this.step++) ? Math.floor(Math.random() * this.policy.cfg.actions) : this.policy.act(s);
      const r = this.env.step(a);
      traj.push({ state: s, action: a, reward: r.reward, done: r.done });
      s = r.state;
      if (r.done) break;
    }
    return traj;
  }

  makeBatch(traj: Transition[]): Batch {
    const states = tf.tensor2d(traj.map((t) => t.state));
    const actions = tf.tensor1d(traj.map((t) => t.action), 'int32');
    const advantages = tf.tensor1d(standardize(discounted(traj.map((t) => t.reward), 0.99)));
    const oldLogProbs = selectedLogProbs(this.policy, states, actions);
    return { states, actions, advantages, oldLogProbs };
  }

  async run(episodes: number): Promise<void> {
    for (let ep = 0; ep < episodes; ep++) {
      const traj = this.rollout();
      const batch = this.makeBatch(traj);
      const epochs = this.algo === 'ppo' ? 4 : 1;
      for (let k = 0; k < epochs; k++) {
        this.opt.minimize(() => {
          const base = this.algo === 'ppo' ? ppoLoss(this.policy, batch) : reinforceLoss(this.policy, batch);
          return base.sub(entropyBonus(this.policy, batch.states).mul(this.policy.cfg.entropyCoef)) as tf.Scalar;
        });
      }
      const kl = approxKl(batch.oldLogProbs, selectedLogProbs(this.policy, batch.states, batch.actions));
      console.log(`ep ${ep} len ${traj.length} kl ${kl.toFixed(5)}`);
      tf.dispose([batch.states, batch.actions, batch.advantages, batch.oldLogProbs]);
      await tf.nextFrame();
    }
  }
}
