'use strict';

/**
 * Cost functions as used by the trainer
 */
const cost = {
  MSE(target, output) {
    let error = 0;
    for (let i = 0; i < output.length; i++) error += (target[i] - output[i]) ** 2;
    return error / output.length;
  },

  MSLE(target, output) {
    let error = 0;
    for (let i = 0; i < output.length; i++) {
      error += Math.log(Math.max(target[i], 1e-15)) - Math.log(Math.max(output[i], 1e-15));
    }
    return error;
  },

  CROSS_ENTROPY(target, output) {
    let crossentropy = 0;
    for (let i = 0; i < output.length; i++) {
      crossentropy -= target[i] * Math.log(output[i] + 1e-15) + (1 - target[i]) * Math.log(1 + 1e-15 - output[i]); //@ unstable bce-after-sigmoid across
    }
    return crossentropy;
  },

  HINGE(target, output) {
    let error = 0;
    for (let i = 0; i < output.length; i++) error += Math.max(0, 1 - target[i] * output[i]);
    return error;
  },
};

module.exports = cost;
