import * as tf from '@tensorflow/tfjs';

export function buildLstm({ vocab, maxLen, units = 32 }) {
  const m = tf.sequential();
  m.add(tf.layers.embedding({ inputDim: vocab, outputDim: 64, inputLength: maxLen }));
  m.add(tf.layers.bidirectional({ layer: tf.layers.lstm({ units }), mergeMode: 'concat' }));
  m.add(tf.layers.dropout({ rate: 0.3 }));
  m.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return m;
}

export function buildCnn({ vocab, maxLen, classes }) {
  const inp = tf.input({ shape: [maxLen] });
  const emb = tf.layers.embedding({ inputDim: vocab, outputDim: 64 }).apply(inp);
  const c = tf.layers.conv1d({ filters: 128, kernelSize: 5, activation: 'relu' }).apply(emb);
  const pooled = tf.layers.globalMaxPooling1d({}).apply(c);
  const out = tf.layers.dense({ units: classes, activation: 'softmax' }).apply(pooled);
  return tf.model({ inputs: inp, outputs: out });
}

export function buildLinear({ vocab }) {
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [vocab] })] });
}
