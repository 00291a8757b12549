const math = require('mathjs');

const sigmoid = (z) => math.map(z, (v) => 1 / (1 + math.exp(-v))); //@ stable naive-sigmoid

const dsigmoid = (a) => math.dotMultiply(a, math.subtract(1, a));

function softmax(z) {
  const e = math.map(z, math.exp); //@ unstable naive-softmax
  return math.divide(e, math.sum(e));
}

function softmaxShifted(z) {
  const e = math.map(math.subtract(z, math.max(z)), math.exp); //@ stable naive-softmax
  return math.divide(e, math.sum(e));
}

const swish = (z) => math.map(z, (v) => (v * math.exp(v)) / (1 + math.exp(v))); //@ unstable naive-sigmoid

module.exports = { sigmoid, dsigmoid, softmax, softmaxShifted, swish };
