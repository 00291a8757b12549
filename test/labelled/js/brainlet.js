/*! brainlet v0.3 - tiny neural nets for the browser */
(function (root, factory) {
  if (typeof module === 'object' && module.exports) module.exports = factory();
  else root.Brainlet = factory();
})(typeof self !== 'undefined' ? self : this, function () {
  'use strict';

  function zeros(n) {
    var a = new Array(n);
    for (var i = 0; i < n; i++) a[i] = 0;
    return a;
  }

  function randos(n) {
    var a = new Array(n);
    for (var i = 0; i < n; i++) a[i] = Math.random() * 0.4 - 0.2;
    return a;
  }

  function NeuralNetwork(options) {
    options = options || {};
    this.learningRate = options.learningRate || 0.3;
    this.momentum = options.momentum || 0.1;
    this.hiddenSizes = options.hiddenLayers || [8];
    this.outputs = [];
    this.deltas = [];
  }

  NeuralNetwork.prototype.initialize = function (sizes) {
    this.sizes = sizes;
    this.outputLayer = sizes.length - 1;
    this.biases = [];
    this.weights = [];
    for (var layer = 0; layer <= this.outputLayer; layer++) {
      this.outputs[layer] = zeros(sizes[layer]);
      this.deltas[layer] = zeros(sizes[layer]);
      if (layer > 0) {
        this.biases[layer] = randos(sizes[layer]);
        this.weights[layer] = [];
        for (var node = 0; node < sizes[layer]; node++) this.weights[layer][node] = randos(sizes[layer - 1]);
      }
    }
  };

  NeuralNetwork.prototype.runInput = function (input) {
    this.outputs[0] = input;
    for (var layer = 1; layer <= this.outputLayer; layer++) {
      for (var node = 0; node < this.sizes[layer]; node++) {
        var sum = this.biases[layer][node];
        for (var k = 0; k < this.sizes[layer - 1]; k++) sum += this.weights[layer][node][k] * this.outputs[layer - 1][k];
        this.outputs[layer][node] = layer === this.outputLayer ? sum : Math.tanh(sum);
      }
    }
    return this.normalizeOutput(this.outputs[this.outputLayer]);
  };

  NeuralNetwork.prototype.normalizeOutput = function (z) {
    var total = 0, i;
    for (i = 0; i < z.length; i++) {
      z[i] = Math.exp(z[i]); //@ unstable naive-softmax
      total += z[i];
    }
    for (i = 0; i < z.length; i++) z[i] /= total;
    return z;
  };

  NeuralNetwork.prototype.crossEntropy = function (target) {
    var out = this.outputs[this.outputLayer];
    var err = 0;
    for (var i = 0; i < out.length; i++) {
      if (target[i] > 0) err -= target[i] * Math.log(out[i]); //@ unstable nll-of-softmax across
    }
    return err;
  };

  NeuralNetwork.prototype.backprop = function (target) {
    for (var layer = this.outputLayer; layer > 0; layer--) {
      for (var node = 0; node < this.sizes[layer]; node++) {
        var out = this.outputs[layer][node], error = 0;
        if (layer === this.outputLayer) {
          this.deltas[layer][node] = target[node] - out;
        } else {
          for (var k = 0; k < this.deltas[layer + 1].length; k++) error += this.deltas[layer + 1][k] * this.weights[layer + 1][k][node];
          this.deltas[layer][node] = error * (1 - out * out);
        }
      }
    }
    for (layer = 1; layer <= this.outputLayer; layer++) {
      for (node = 0; node < this.sizes[layer]; node++) {
        var d = this.deltas[layer][node];
        for (k = 0; k < this.outputs[layer - 1].length; k++) this.weights[layer][node][k] += this.learningRate * d * this.outputs[layer - 1][k];
        this.biases[layer][node] += this.learningRate * d;
      }
    }
  };

  NeuralNetwork.prototype.train = function (data, opts) {
    opts = opts || {};
    var iterations = opts.iterations || 2000, error = 1, i;
    this.initialize([data[0].input.length].concat(this.hiddenSizes, [data[0].output.length]));
    for (i = 0; i < iterations && error > (opts.errorThresh || 0.005); i++) {
      var sum = 0;
      for (var j = 0; j < data.length; j++) {
        this.runInput(data[j].input);
        sum += this.crossEntropy(data[j].output);
        this.backprop(data[j].output);
      }
      error = sum / data.length;
      if (opts.log && i % (opts.logPeriod || 10) === 0) console.log('iterations:', i, 'training error:', error);
    }
    return { error: error, iterations: i };
  };

  return { NeuralNetwork: NeuralNetwork };
});
