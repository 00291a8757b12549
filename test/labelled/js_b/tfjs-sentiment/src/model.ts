import * as tf from '@tensorflow/tfjs';

export interface ModelConfig {
  vocab: number;
  maxLen: number;
  embed: number;
  classes: number;
}

export function createClassifier(cfg: ModelConfig): tf.LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.embedding({ inputDim: cfg.vocab, outputDim: cfg.embed, inputLength: cfg.maxLen }));
  model.add(tf.layers.globalAveragePooling1d({}));
  model.add(tf.layers.dense({ units: 32, activation: 'relu' }));
  model.add(tf.layers.dense({ units: cfg.classes, activation: 'softmax' }));
  return model;
}

export function createBinary(cfg: ModelConfig): tf.LayersModel {
  const input = tf.input({ shape: [cfg.maxLen] });
  let x = tf.layers.embedding({ inputDim: cfg.vocab, outputDim: cfg.embed }).apply(input) as tf.SymbolicTensor;
  x = tf.layers.lstm({ units: 32 }).apply(x) as tf.SymbolicTensor;
  const out = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: out });
}

export function createScorer(cfg: ModelConfig): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: cfg.vocab, outputDim: cfg.embed, inputLength: cfg.maxLen }),
      tf.layers.flatten(),
      tf.layers.dense({ units: cfg.classes }),
    ],
  });
}

export function compileClassifier(model: tf.LayersModel, lr = 1e-3): void {
  model.compile({ optimizer: tf.train.adam(lr), loss: 'categoricalCrossentropy', metrics: ['accuracy'] }); //@ stable softmax-before-ce
}
