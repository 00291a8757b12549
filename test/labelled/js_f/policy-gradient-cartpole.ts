import * as tf from '@tensorflow/tfjs-node';

interface Transition { obs: number[]; action: number; reward: number; logp: number; }

export class PolicyNetwork {
  readonly net: tf.Sequential;
  readonly critic: tf.Sequential;
  private opt = tf.train.adam(3e-3);
  private vopt = tf.train.adam(1e-2);

  constructor(public obsDim: number, public nActions: number, hidden: number[] = [64]) {
    this.net = tf.sequential();
    hidden.forEach((units, i) => {
      this.net.add(tf.layers.dense({
        units, activation: 'elu', inputShape: i === 0 ? [obsDim] : undefined,
      }));
    });
    this.net.add(tf.layers.dense({ units: nActions }));
    this.critic = tf.sequential({
      layers: [
        tf.layers.dense({ units: 32, activation: 'tanh', inputShape: [obsDim] }),
        tf.layers.dense({ units: 1 }),
      ],
    });
  }

  act(obs: number[]): { action: number; logp: number } {
    return tf.tidy(() => {
      const logits = this.net.predict(tf.tensor2d([obs])) as tf.Tensor2D;
      const action = tf.multinomial(logits, 1).dataSync()[0];
      const lp = tf.logSoftmax(logits).dataSync(); //@ stable log-of-softmax
      return { action, logp: lp[action] };
    });
  }

  private discounted(rewards: number[], gamma: number): number[] {
    const out = new Array(rewards.length).fill(0);
    let run = 0;
    for (let t = rewards.length - 1; t >= 0; --t) {
      run = rewards[t] + gamma * run;
      out[t] = run;
    }
    return out;
  }

  /** vanilla REINFORCE with an entropy bonus */
  reinforce(traj: Transition[], gamma = 0.99, beta = 0.01): number {
    const G = this.discounted(traj.map(t => t.reward), gamma);
    const loss = this.opt.minimize(() => {
      const x = tf.tensor2d(traj.map(t => t.obs));
      const a = tf.oneHot(tf.tensor1d(traj.map(t => t.action), 'int32'), this.nActions);
      const probs = tf.softmax(this.net.apply(x) as tf.Tensor);
      const logProbs = tf.log(probs); //@ unstable log-of-softmax
      const picked = tf.sum(tf.mul(a, logProbs), 1);
      const pg = tf.mean(tf.mul(picked, tf.tensor1d(G))).neg();
      const entropy = tf.sum(tf.mul(probs, logProbs), 1).mean().neg();
      return pg.sub(entropy.mul(beta)) as tf.Scalar;
    }, true);
    const v = loss!.dataSync()[0];
    loss!.dispose();
    return v;
  }

  ppo(traj: Transition[], adv: number[], clip = 0.2, epochs = 4): void {
    for (let k = 0; k < epochs; k++) {
      this.opt.minimize(() => {
        const x = tf.tensor2d(traj.map(t => t.obs));
        const a = tf.oneHot(tf.tensor1d(traj.map(t => t.action), 'int32'), this.nActions);
        const lsm = tf.logSoftmax(this.net.apply(x) as tf.Tensor); //@ stable log-of-softmax
        const logp = lsm.mul(a).sum(1);
        const ratio = tf.exp(logp.sub(tf.tensor1d(traj.map(t => t.logp)))); //@ stable other
        const A = tf.tensor1d(adv);
        const s1 = ratio.mul(A);
        const s2 = ratio.clipByValue(1 - clip, 1 + clip).mul(A);
        const ent = tf.exp(lsm).mul(lsm).sum(1).neg().mean(); //@ stable log-of-softmax
        return tf.minimum(s1, s2).mean().neg().sub(ent.mul(0.01)) as tf.Scalar;
      });
    }
  }

  behaviourClone(obs: number[][], expert: number[]): void {
    this.opt.minimize(() => {
      const p = tf.softmax(this.net.apply(tf.tensor2d(obs)) as tf.Tensor, -1);
      const y = tf.oneHot(tf.tensor1d(expert, 'int32'), this.nActions);
      // eps so that log does not complain
      return tf.sum(y.mul(tf.log(p.add(1e-8))), -1).neg().mean() as tf.Scalar; //@ unstable log-eps-hack
    });
  }

  /** two-action shortcut: column 0 is the logit of "push right" */
  bernoulliStep(obs: number[][], right: number[], G: number[]): void {
    this.opt.minimize(() => {
      const z = (this.net.apply(tf.tensor2d(obs)) as tf.Tensor2D).slice([0, 0], [-1, 1]).squeeze([1]);
      const p = tf.div(1, tf.add(1, tf.exp(tf.neg(z)))); //@ unstable naive-sigmoid
      const y = tf.tensor1d(right);
      const like = y.mul(p).add(tf.sub(1, y).mul(tf.sub(1, p)));
      return like.mul(tf.tensor1d(G)).mean().neg() as tf.Scalar;
    });
  }

  fitCritic(obs: number[][], returns: number[]): void {
    this.vopt.minimize(() => {
      const v = (this.critic.apply(tf.tensor2d(obs)) as tf.Tensor).squeeze([1]);
      return tf.losses.huberLoss(tf.tensor1d(returns), v) as tf.Scalar;
    });
  }
}
