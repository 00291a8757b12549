const tf = require('@tensorflow/tfjs-node');

/**
 * Shared MLP used by the policy and by the baseline.
 */
function trunk(input, hiddenSizes) {
  let h = input;
  hiddenSizes.forEach((units, i) => {
    h = tf.layers
      .dense({ units, activation: 'elu', name: `hidden_${i}`, kernelInitializer: 'glorotUniform' })
      .apply(h);
  });
  return h;
}

function createPolicy(obsSize, numActions, hiddenSizes = [64, 64]) {
  const input = tf.input({ shape: [obsSize] });
  const out = tf.layers
    .dense({ units: numActions, activation: 'softmax', name: 'pi' })
    .apply(trunk(input, hiddenSizes));
  return tf.model({ inputs: input, outputs: out });
}

function createValue(obsSize, hiddenSizes = [64]) {
  const model = tf.sequential();
  hiddenSizes.forEach((units, i) => {
    model.add(
      tf.layers.dense({ units, activation: 'relu', inputShape: i === 0 ? [obsSize] : undefined })
    );
  });
  model.add(tf.layers.dense({ units: 1 }));
  return model;
}

function createLogitPolicy(obsSize, numActions) {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 128, activation: 'relu', inputShape: [obsSize] }),
      tf.layers.dense({ units: numActions }),
    ],
  });
}

module.exports = { createPolicy, createValue, createLogitPolicy };
