import * as tf from '@tensorflow/tfjs';
import { ProjectionEncoder, UnitEncoder } from './encoders';
import { bankLoss, clipLoss, ntXent, uniformity } from './losses';

export interface PairBatch {
  image: tf.Tensor2D;
  text: tf.Tensor2D;
}

export interface Config {
  lr: number;
  epochs: number;
  warmup: number;
  objective: 'clip' | 'simclr';
}

function schedule(step: number, cfg: Config, total: number): number {
  if (step < cfg.warmup) return (cfg.lr * step) / cfg.warmup;
  const p = (step - cfg.warmup) / Math.max(1, total - cfg.warmup);
  return 0.5 * cfg.lr * (1 + Math.cos(Math.PI * p));
}

export class ContrastiveTrainer {
  private imageUnit = new UnitEncoder({ inputDim: 512, hidden: 256, embedDim: 128 });
  private textUnit = new UnitEncoder({ inputDim: 384, hidden: 256, embedDim: 128 });
  private view = new ProjectionEncoder({ inputDim: 512, hidden: 256, embedDim: 128 });
  private logitScale = tf.variable(tf.scalar(Math.log(1 / 0.07))); //@ stable other

  constructor(private cfg: Config) {}

  private augment(x: tf.Tensor2D): tf.Tensor2D {
    return x.add(tf.randomNormal(x.shape, 0, 0.1)) as tf.Tensor2D;
  }

  private loss({ image, text }: PairBatch): tf.Scalar {
    if (this.cfg.objective === 'simclr') {
      const a = this.view.encode(this.augment(image));
      const b = this.view.encode(this.augment(image));
      return ntXent(a, b);
    }
    return clipLoss(this.imageUnit.encode(image), this.textUnit.encode(text), this.logitScale as tf.Scalar);
  }

  async fit(batches: PairBatch[]): Promise<void> {
    const total = this.cfg.epochs * batches.length;
    let step = 0;
    for (let e = 0; e < this.cfg.epochs; e++) {
      let sum = 0;
      for (const batch of batches) {
        const opt = tf.train.sgd(schedule(step++, this.cfg, total));
        const l = opt.minimize(() => this.loss(batch), true)!;
        sum += l.dataSync()[0];
        l.dispose();
        await tf.nextFrame();
      }
      const u = uniformity(this.imageUnit.encode(batches[0].image));
      console.log(`epoch ${e} loss ${(sum / batches.length).toFixed(4)} uniformity ${u.dataSync()[0].toFixed(3)}`);
    }
  }

  evaluateBank(q: tf.Tensor2D, bank: tf.Tensor2D, idx: tf.Tensor1D): number {
    return bankLoss(q, bank, idx).dataSync()[0];
  }

  retrieve(image: tf.Tensor2D, text: tf.Tensor2D): tf.Tensor2D {
    const sims = tf.matMul(this.imageUnit.encode(image), this.textUnit.encode(text), false, true);
    return tf.softmax(sims.div(0.01)) as tf.Tensor2D; //@ stable naive-softmax
  }
}
