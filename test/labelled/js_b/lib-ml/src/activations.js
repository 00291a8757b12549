'use strict';

class Activation {
  constructor(name, fn, df) {
    this.name = name;
    this.fn = fn;
    this.df = df;
  }
}

const Sigmoid = new Activation(
  'sigmoid',
  (x) => 1 / (1 + Math.exp(-x)),
  (y) => y * (1 - y)
);

const Logistic = new Activation(
  'logistic',
  (x) => Math.exp(x) / (Math.exp(x) + 1), //@ unstable naive-sigmoid
  (y) => y * (1 - y)
);

const Tanh = new Activation('tanh', Math.tanh, (y) => 1 - y * y);

const SoftPlus = new Activation(
  'softplus',
  (x) => (x > 30 ? x : Math.log(1 + Math.exp(x))), //@ stable naive-softplus
  (y) => 1 - Math.exp(-y) //@ stable other
);

const Gaussian = new Activation(
  'gaussian',
  (x) => Math.exp(-Math.pow(x, 2)), //@ stable other
  (y, x) => -2 * x * y
);

module.exports = { Activation, Sigmoid, Logistic, Tanh, SoftPlus, Gaussian };
