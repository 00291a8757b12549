import type { LossFn, Vector } from './types';

const EPS = 1e-12;

export class MeanSquaredError implements LossFn {
  value(pred: Vector, target: Vector): number {
    let s = 0;
    for (let i = 0; i < pred.length; i++) {
      const d = pred[i] - target[i];
      s += d * d;
    }
    return s / pred.length;
  }

  grad(pred: Vector, target: Vector): Vector {
    return pred.map((p, i) => (2 * (p - target[i])) / pred.length);
  }
}

/** Expects the output of a `SoftmaxLayer`. */
export class CategoricalCrossEntropy implements LossFn {
  value(pred: Vector, target: Vector): number {
    let loss = 0;
    for (let i = 0; i < pred.length; i++) {
      if (target[i] > 0) {
        loss -= target[i] * Math.log(pred[i]); //@ unstable nll-of-softmax across
      }
    }
    return loss;
  }

  // combined with the softmax derivative
  grad(pred: Vector, target: Vector): Vector {
    return pred.map((p, i) => p - target[i]);
  }
}

export class BinaryCrossEntropy implements LossFn {
  value(pred: Vector, target: Vector): number {
    let loss = 0;
    for (let i = 0; i < pred.length; i++) {
      const p = Math.min(Math.max(pred[i], EPS), 1 - EPS);
      loss += -(target[i] * Math.log(p) + (1 - target[i]) * Math.log(1 - p)); //@ unstable log-eps-hack across
    }
    return loss / pred.length;
  }

  grad(pred: Vector, target: Vector): Vector {
    return pred.map((p, i) => (p - target[i]) / Math.max(p * (1 - p), EPS));
  }
}

/** log(cosh(x)), written so that large residuals do not overflow. */
export class LogCosh implements LossFn {
  value(pred: Vector, target: Vector): number {
    let s = 0;
    for (let i = 0; i < pred.length; i++) {
      const a = Math.abs(pred[i] - target[i]);
      s += a + Math.log1p(Math.exp(-2 * a)) - Math.LN2; //@ stable naive-softplus
    }
    return s / pred.length;
  }

  grad(pred: Vector, target: Vector): Vector {
    return pred.map((p, i) => Math.tanh(p - target[i]) / pred.length);
  }
}
