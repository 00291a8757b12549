import * as tf from '@tensorflow/tfjs';

export interface PolicyConfig {
  stateSize: number;
  actions: number;
  hidden: number[];
  entropyCoef: number;
}

export class PolicyNetwork {
  readonly model: tf.LayersModel;

  constructor(readonly cfg: PolicyConfig) {
    const input = tf.input({ shape: [cfg.stateSize] });
    let h: tf.SymbolicTensor = input;
    for (const units of cfg.hidden) {
      h = tf.layers.dense({ units, activation: 'elu' }).apply(h) as tf.SymbolicTensor;
    }
    const out = tf.layers.dense({ units: cfg.actions }).apply(h) as tf.SymbolicTensor;
    this.model = tf.model({ inputs: input, outputs: out });
  }

  logits(states: tf.Tensor2D): tf.Tensor2D {
    return this.model.apply(states, { training: true }) as tf.Tensor2D;
  }

  probs(states: tf.Tensor2D): tf.Tensor2D {
    return tf.softmax(this.logits(states));
  }

  act(state: number[]): number {
    return tf.tidy(() => {
      const logits = this.logits(tf.tensor2d([state]));
      return tf.multinomial(logits, 1).dataSync()[0];
    });
  }

  actGreedy(state: number[]): number {
    return tf.tidy(() => this.logits(tf.tensor2d([state])).argMax(-1).dataSync()[0]);
  }
}
