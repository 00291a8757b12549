import * as tf from '@tensorflow/tfjs';

export interface EncoderConfig {
  inputDim: number;
  hidden: number;
  embedDim: number;
}

export abstract class Encoder {
  protected model: tf.LayersModel;

  constructor(protected readonly cfg: EncoderConfig) {
    this.model = tf.sequential({
      layers: [
        tf.layers.dense({ units: cfg.hidden, activation: 'relu', inputShape: [cfg.inputDim] }),
        tf.layers.dense({ units: cfg.embedDim }),
      ],
    });
  }

  abstract encode(x: tf.Tensor2D): tf.Tensor2D;

  get weights(): tf.Variable[] {
    return this.model.trainableWeights.map((w) => w.read() as unknown as tf.Variable);
  }
}

/** Raw projection head. */
export class ProjectionEncoder extends Encoder {
  encode(x: tf.Tensor2D): tf.Tensor2D {
    return this.model.apply(x) as tf.Tensor2D;
  }
}

/** Unit length embeddings. */
export class UnitEncoder extends Encoder {
  encode(x: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const h = this.model.apply(x) as tf.Tensor2D;
      return h.div(tf.norm(h, 2, 1, true).add(1e-8)) as tf.Tensor2D;
    });
  }
}
