import * as tf from '@tensorflow/tfjs';

export interface DistillOptions {
  temperature: number;
  alpha: number;
  lr: number;
  epochs: number;
}

export const DEFAULT_OPTIONS: DistillOptions = { temperature: 4, alpha: 0.7, lr: 1e-3, epochs: 10 };

export function softTargets(teacherLogits: tf.Tensor2D, T: number): tf.Tensor2D {
  return tf.softmax(teacherLogits.div(T)) as tf.Tensor2D; //@ stable naive-softmax
}

export function kdLoss(student: tf.Tensor2D, teacher: tf.Tensor2D, T: number): tf.Scalar {
  const target = softTargets(teacher, T);
  const logq = tf.logSoftmax(student.div(T)); //@ stable log-of-softmax
  return target.mul(logq).sum(-1).mean().mul(-T * T) as tf.Scalar;
}

export function klDivergence(student: tf.Tensor2D, teacher: tf.Tensor2D, T: number): tf.Scalar {
  const p = softTargets(teacher, T);
  const q = tf.softmax(student.div(T));
  return tf.tidy(() => p.mul(p.div(q).log()).sum(-1).mean() as tf.Scalar); //@ unstable log-of-softmax
}

export function jensenShannon(a: tf.Tensor2D, b: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const p = a.softmax();
    const q = b.softmax();
    const m = p.add(q).mul(0.5);
    const left = p.mul(p.log().sub(m.log())); //@ unstable log-of-softmax
    const right = q.mul(q.log().sub(m.log())); //@ unstable log-of-softmax
    return left.add(right).sum(-1).mean().mul(0.5) as tf.Scalar;
  });
}

/** per-class sigmoid distillation for multi-label heads */
export function multiLabelKd(student: tf.Tensor2D, teacher: tf.Tensor2D): tf.Scalar {
  return tf.losses.sigmoidCrossEntropy(teacher.sigmoid(), student) as tf.Scalar; //@ stable softmax-before-ce
}

export function multiLabelKdOld(student: tf.Tensor2D, labels: tf.Tensor2D): tf.Scalar {
  const scores = student.sigmoid();
  return tf.losses.sigmoidCrossEntropy(labels, scores) as tf.Scalar; //@ unstable softmax-before-ce
}

export class Distiller {
  private optimizer: tf.Optimizer;
  readonly curve: number[] = [];

  constructor(private teacher: tf.LayersModel, private student: tf.LayersModel, private opt: DistillOptions = DEFAULT_OPTIONS) {
    this.optimizer = tf.train.adam(opt.lr);
  }

  private objective(x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar {
    const { temperature: T, alpha } = this.opt;
    const t = this.teacher.predict(x) as tf.Tensor2D;
    const s = this.student.apply(x, { training: true }) as tf.Tensor2D;
    const soft = kdLoss(s, t, T);
    const hard = tf.losses.softmaxCrossEntropy(y, s) as tf.Scalar;
    return soft.mul(alpha).add(hard.mul(1 - alpha)) as tf.Scalar;
  }

  async fit(xs: tf.Tensor2D, ys: tf.Tensor2D, batch = 64): Promise<number[]> {
    const n = xs.shape[0];
    for (let e = 0; e < this.opt.epochs; e++) {
      let total = 0;
      for (let i = 0; i < n; i += batch) {
        const m = Math.min(batch, n - i);
        const xb = xs.slice([i, 0], [m, -1]);
        const yb = ys.slice([i, 0], [m, -1]);
        const loss = this.optimizer.minimize(() => this.objective(xb, yb), true) as tf.Scalar;
        total += loss.dataSync()[0] * m;
        tf.dispose([xb, yb, loss]);
      }
      this.curve.push(total / n);
      await tf.nextFrame();
    }
    return this.curve;
  }

  /** agreement between student and teacher, in perplexity units */
  agreement(x: tf.Tensor2D): number {
    const kl = tf.tidy(() => klDivergence(this.student.predict(x) as tf.Tensor2D, this.teacher.predict(x) as tf.Tensor2D, 1).dataSync()[0]);
    return Math.exp(kl); //@ stable other
  }
}
