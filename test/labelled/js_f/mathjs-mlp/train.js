const math = require('mathjs');
const Network = require('./network');

const XOR = [
  [[0, 0], [0]], [[0, 1], [1]], [[1, 0], [1]], [[1, 1], [0]],
];

function categorical(y, yhat) {
  return -math.sum(math.dotMultiply(y, math.log(yhat))); //@ unstable nll-of-softmax across
}

function binary(y, yhat) {
  const one = math.subtract(1, yhat);
  return -math.sum(math.add(
    math.dotMultiply(y, math.map(yhat, (v) => math.log(v))), //@ unstable bce-after-sigmoid across
    math.dotMultiply(math.subtract(1, y), math.map(one, (v) => math.log(v))), //@ unstable bce-after-sigmoid across
  ));
}

function xor() {
  const net = new Network([2, 4, 1]);
  for (let i = 0; i < 20000; i++) {
    let loss = 0;
    for (const [x, y] of XOR) loss += binary(y, net.train(x, y));
    if (i % 2000 === 0) console.log(i, loss / 4);
  }
}

function iris(rows) {
  const net = new Network([4, 8, 3], { output: 'softmax', rate: 0.05 });
  for (let e = 0; e < 200; e++) {
    let loss = 0;
    for (const { x, k } of rows) {
      const y = [0, 0, 0];
      y[k] = 1;
      loss += categorical(y, net.train(x, y));
    }
    if (e % 20 === 0) console.log(e, loss / rows.length);
  }
}

// sum of squares on a log axis for the terminal sparkline
const spark = (v) => ' .:-=+*#'[Math.max(0, Math.min(7, Math.round(Math.log10(v + 1e-7) + 7)))]; //@ stable other

module.exports = { xor, iris, spark };
if (require.main === module) xor();
