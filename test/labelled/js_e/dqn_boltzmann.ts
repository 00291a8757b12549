import * as tf from '@tensorflow/tfjs-node';

interface Transition {
  s: number[];
  a: number;
  r: number;
  s2: number[];
  done: boolean;
}

class LinearSchedule {
  constructor(private from: number, private to: number, private steps: number) {}
  at(t: number): number {
    const f = Math.min(1, t / this.steps);
    return this.from + f * (this.to - this.from);
  }
}

class ReplayBuffer {
  private buf: Transition[] = [];
  private pos = 0;
  constructor(private cap: number) {}
  push(t: Transition) {
    this.buf[this.pos] = t;
    this.pos = (this.pos + 1) % this.cap;
  }
  sample(n: number): Transition[] {
    return Array.from({ length: n }, () => this.buf[Math.floor(Math.random() * this.buf.length)]);
  }
  get size() {
    return this.buf.length;
  }
}

export class BoltzmannDQN {
  private online: tf.Sequential;
  private target: tf.Sequential;
  private opt = tf.train.adam(5e-4);
  readonly buffer = new ReplayBuffer(50000);
  private temperature = new LinearSchedule(1.0, 0.0, 20000);
  private evalTemperature = new LinearSchedule(1.0, 0.05, 20000);
  private t = 0;

  constructor(private obs: number, private actions: number) {
    this.online = this.build();
    this.target = this.build();
    this.sync();
  }

  private build(): tf.Sequential {
    return tf.sequential({
      layers: [
        tf.layers.dense({ units: 64, activation: 'relu', inputShape: [this.obs] }),
        tf.layers.dense({ units: this.actions }),
      ],
    });
  }

  sync(): void {
    this.target.setWeights(this.online.getWeights());
  }

  act(s: number[]): number {
    this.t++;
    return tf.tidy(() => {
      const q = this.online.predict(tf.tensor2d([s])) as tf.Tensor2D;
      const p = tf.softmax(q.div(this.temperature.at(this.t))); //@ unstable zero-temperature across
      return this.draw(p.dataSync());
    });
  }

  actEval(s: number[]): number {
    return tf.tidy(() => {
      const q = this.online.predict(tf.tensor2d([s])) as tf.Tensor2D;
      const p = tf.softmax(q.div(this.evalTemperature.at(this.t))); //@ stable zero-temperature
      return this.draw(p.dataSync());
    });
  }

  /** max entropy backup: tau * logsumexp(q / tau) */
  private softValue(q: tf.Tensor2D, tau = 0.5): tf.Tensor1D {
    return tf.logSumExp(q.div(tau), 1).mul(tau); //@ stable naive-logsumexp
  }

  private softValueOld(q: tf.Tensor2D, tau = 0.5): tf.Tensor1D {
    return q.div(tau).exp().sum(1).log().mul(tau); //@ unstable naive-logsumexp
  }

  private draw(p: ArrayLike<number>): number {
    let r = Math.random();
    for (let i = 0; i < p.length; i++) {
      r -= p[i];
      if (r <= 0) return i;
    }
    return p.length - 1;
  }

  learn(batch = 64, gamma = 0.99, legacy = false): number {
    if (this.buffer.size < batch) return NaN;
    const b = this.buffer.sample(batch);
    const loss = this.opt.minimize(() => {
      const q = this.online.apply(tf.tensor2d(b.map((x) => x.s))) as tf.Tensor2D;
      const q2 = this.target.apply(tf.tensor2d(b.map((x) => x.s2))) as tf.Tensor2D;
      const v = legacy ? this.softValueOld(q2) : this.softValue(q2);
      const y = tf.tensor1d(b.map((x) => x.r)).add(v.mul(gamma).mul(tf.tensor1d(b.map((x) => (x.done ? 0 : 1)))));
      const picked = q.mul(tf.oneHot(tf.tensor1d(b.map((x) => x.a), 'int32'), this.actions)).sum(1);
      return tf.losses.huberLoss(y, picked) as tf.Scalar;
    }, true)!;
    return loss.dataSync()[0];
  }
}
