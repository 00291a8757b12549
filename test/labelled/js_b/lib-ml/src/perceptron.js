'use strict';
const { Sigmoid, Tanh } = require('./activations');
const cost = require('./cost');

class Perceptron {
  constructor(...sizes) {
    this.W = [];
    this.B = [];
    for (let l = 1; l < sizes.length; l++) {
      this.W.push(Array.from({ length: sizes[l] }, () => Array.from({ length: sizes[l - 1] }, () => Math.random() * 2 - 1)));
      this.B.push(new Array(sizes[l]).fill(0));
    }
    this.hidden = Tanh;
    this.output = Sigmoid;
  }

  activate(input) {
    this.acts = [input];
    let x = input;
    this.W.forEach((w, l) => {
      const act = l === this.W.length - 1 ? this.output : this.hidden;
      x = w.map((row, i) => act.fn(row.reduce((s, v, j) => s + v * x[j], this.B[l][i])));
      this.acts.push(x);
    });
    return x;
  }

  propagate(rate, target) {
    let delta = this.acts[this.acts.length - 1].map((o, i) => o - target[i]);
    for (let l = this.W.length - 1; l >= 0; l--) {
      const inp = this.acts[l];
      const back = inp.map((v, j) => this.W[l].reduce((s, row, i) => s + row[j] * delta[i], 0) * this.hidden.df(v));
      this.W[l].forEach((row, i) => {
        row.forEach((_, j) => { row[j] -= rate * delta[i] * inp[j]; });
        this.B[l][i] -= rate * delta[i];
      });
      delta = back;
    }
  }

  train(set, { iterations = 1000, rate = 0.3, decay = 1e-4, log = 0 } = {}) {
    for (let it = 1; it <= iterations; it++) {
      const r = rate * Math.exp(-decay * it);
      let error = 0;
      for (const { input, output } of set) {
        const result = this.activate(input);
        error += cost.CROSS_ENTROPY(output, result);
        this.propagate(r, output);
      }
      if (log && it % log === 0) console.log('iterations', it, 'error', error / set.length);
    }
  }
}

const xor = [
  { input: [0, 0], output: [0] },
  { input: [0, 1], output: [1] },
  { input: [1, 0], output: [1] },
  { input: [1, 1], output: [0] },
];

if (require.main === module) {
  const net = new Perceptron(2, 4, 1);
  net.train(xor, { iterations: 5000, log: 500 });
  xor.forEach(({ input }) => console.log(input, net.activate(input)));
}

module.exports = Perceptron;
