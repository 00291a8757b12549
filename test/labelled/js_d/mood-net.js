'use strict';
// tiny brain.js-like network behind the chat widget

const activations = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
  leaky: (x) => (x > 0 ? x : 0.01 * x),
  softplus: (x) => Math.log(1 + Math.exp(x)), //@ unstable naive-softplus
  smoothRelu: (x) => (x > 30 ? x : Math.log1p(Math.exp(x))), //@ stable naive-softplus
};

const outputs = {
  softmax(layer) {
    const shift = Math.max.apply(null, layer);
    const e = layer.map((v) => Math.exp(v - shift)); //@ stable naive-softmax
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / s);
  },
  sigmoid: (layer) => layer.map(activations.sigmoid),
  linear: (layer) => layer.slice(),
};

const losses = {
  mse: (out, t) => out.reduce((s, o, i) => s + (o - t[i]) ** 2, 0) / out.length,
  categorical: (out, t) => -out.reduce((s, o, i) => s + t[i] * Math.log(o), 0), //@ unstable nll-of-softmax across
  binary: (out, t) =>
    -out.reduce((s, o, i) => s + t[i] * Math.log(o) + (1 - t[i]) * Math.log(1 - o), 0), //@ unstable bce-after-sigmoid across
};

class NeuralNetwork {
  constructor(options) {
    this.opts = Object.assign(
      { hiddenLayers: [16], activation: 'leaky', output: 'softmax', learningRate: 0.1, iterations: 2000, errorThresh: 0.005 },
      options,
    );
    this.loss = this.opts.output === 'softmax' ? losses.categorical : losses.binary;
  }

  initialize(sizes) {
    this.weights = [];
    this.biases = [];
    for (let l = 1; l < sizes.length; l++) {
      this.weights.push(Array.from({ length: sizes[l] }, () =>
        Array.from({ length: sizes[l - 1] }, () => (Math.random() - 0.5) / Math.sqrt(sizes[l - 1]))));
      this.biases.push(new Array(sizes[l]).fill(0));
    }
  }

  run(input) {
    const f = activations[this.opts.activation];
    this.layers = [input];
    let x = input;
    this.weights.forEach((W, l) => {
      const pre = W.map((w, o) => w.reduce((s, v, i) => s + v * x[i], this.biases[l][o]));
      const lastLayer = l === this.weights.length - 1;
      x = lastLayer ? outputs[this.opts.output](pre) : pre.map((v) => f(v));
      this.layers.push(x);
    });
    return x;
  }

  backprop(target) {
    let delta = this.layers[this.layers.length - 1].map((o, i) => o - target[i]);
    for (let l = this.weights.length - 1; l >= 0; l--) {
      const input = this.layers[l];
      const next = input.map((h, i) =>
        this.weights[l].reduce((s, w, o) => s + w[i] * delta[o], 0) * (h > 0 ? 1 : 0.01));
      this.weights[l].forEach((w, o) => {
        w.forEach((_, i) => (w[i] -= this.opts.learningRate * delta[o] * input[i]));
        this.biases[l][o] -= this.opts.learningRate * delta[o];
      });
      delta = next;
    }
  }

  train(data) {
    this.initialize([data[0].input.length, ...this.opts.hiddenLayers, data[0].output.length]);
    let error = Infinity;
    let i = 0;
    for (; i < this.opts.iterations && error > this.opts.errorThresh; i++) {
      error = 0;
      for (const { input, output } of data) {
        error += this.loss(this.run(input), output);
        this.backprop(output);
      }
      error /= data.length;
    }
    return { error, iterations: i };
  }
}

function tfidf(docs) {
  const df = {};
  docs.forEach((d) => new Set(d).forEach((w) => (df[w] = (df[w] || 0) + 1)));
  const vocab = Object.keys(df);
  return docs.map((d) => vocab.map((w) => {
    const tf = d.filter((x) => x === w).length / d.length;
    return tf * Math.log(docs.length / df[w]); //@ stable other
  }));
}

module.exports = { NeuralNetwork, activations, tfidf };
