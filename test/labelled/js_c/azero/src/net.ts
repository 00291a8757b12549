import * as tf from '@tensorflow/tfjs-node';
import { COLS, ROWS } from './game';
import type { GameState } from './game';
import { legalMoves } from './game';

export interface Evaluation {
  policy: Float32Array;
  value: number;
}

function buildModel(): tf.LayersModel {
  const x = tf.input({ shape: [ROWS, COLS, 1] });
  let h = tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(x);
  h = tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(h);
  h = tf.layers.flatten().apply(h);
  const p = tf.layers.dense({ units: COLS, name: 'policy' }).apply(h) as tf.SymbolicTensor;
  const v = tf.layers.dense({ units: 1, activation: 'tanh', name: 'value' }).apply(h) as tf.SymbolicTensor;
  return tf.model({ inputs: x, outputs: [p, v] });
}

export class PolicyValueNet {
  readonly model = buildModel();
  private opt = tf.train.adam(1e-3);

  evaluate(s: GameState): Evaluation {
    const [p, v] = tf.tidy(() => {
      const input = tf.tensor4d(Array.from(s.board, (c) => c * s.player), [1, ROWS, COLS, 1]);
      const [pol, val] = this.model.predict(input) as tf.Tensor[];
      return [pol.dataSync() as Float32Array, val.dataSync()[0]];
    });
    return { policy: this.masked(p, legalMoves(s)), value: v };
  }

  private masked(scores: Float32Array, legal: Uint8Array): Float32Array {
    const s = scores.map((x, i) => (legal[i] ? x : -Infinity));
    const m = Math.max(...s);
    const e = s.map((x) => Math.exp(x - m)); //@ unstable fully-masked-row across
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((x) => x / z);
  }

  trainStep(boards: tf.Tensor4D, pi: tf.Tensor2D, z: tf.Tensor2D): number {
    const loss = this.opt.minimize(() => {
      const [probs, v] = this.model.apply(boards) as tf.Tensor[];
      const policyLoss = tf.losses.softmaxCrossEntropy(pi, probs); //@ stable softmax-before-ce
      return policyLoss.add(tf.losses.meanSquaredError(z, v)) as tf.Scalar;
    }, true)!;
    return loss.dataSync()[0];
  }

  policyEntropy(boards: tf.Tensor4D): number {
    return tf.tidy(() => {
      const [logits] = this.model.predict(boards) as tf.Tensor[];
      const p = tf.softmax(logits);
      return tf.neg(p.mul(tf.log(p)).sum(-1)).mean().dataSync()[0]; //@ unstable log-of-softmax
    });
  }
}
