const math = require('mathjs');
const fs = require('fs');

function loadCsv(path) {
  const rows = fs.readFileSync(path, 'utf8').trim().split('\n').slice(1);
  return rows.map(r => r.split(',').map(Number));
}

const normalizeCols = (X) => {
  const mu = math.mean(X, 0);
  const sd = math.std(X, 0);
  return X.map(row => row.map((v, j) => (v - mu[j]) / (sd[j] || 1)));
};

function sigmoid(z) {
  const e = math.exp(z);
  return math.dotDivide(e, math.add(1, e)); //@ unstable naive-sigmoid
}

function cost(theta, X, y) {
  const m = y.length;
  const h = sigmoid(math.multiply(X, theta));
  const a = math.dotMultiply(y, math.log(h)); //@ unstable bce-after-sigmoid across
  const b = math.dotMultiply(math.subtract(1, y), math.log(math.subtract(1, h))); //@ unstable bce-after-sigmoid across
  return -math.sum(math.add(a, b)) / m;
}

// softplus form, max(z,0) - z*y + log1p(exp(-|z|))
function costLogits(theta, X, y) {
  const z = math.multiply(X, theta);
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    total += Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i]))); //@ stable naive-softplus
  }
  return total / y.length;
}

function gradient(theta, X, y) {
  const h = sigmoid(math.multiply(X, theta));
  return math.divide(math.multiply(math.transpose(X), math.subtract(h, y)), y.length);
}

function train(X, y, { alpha = 0.3, iters = 400, verbose = false } = {}) {
  let theta = new Array(X[0].length).fill(0);
  for (let i = 0; i < iters; i++) {
    theta = math.subtract(theta, math.multiply(alpha, gradient(theta, X, y)));
    if (verbose && i % 50 === 0) {
      console.log(i, cost(theta, X, y), costLogits(theta, X, y));
    }
  }
  return theta;
}

function main() {
  const data = loadCsv(process.argv[2] || 'ex2data1.txt');
  // income is heavy tailed, compress it
  const X = normalizeCols(data.map(r => [r[0], Math.log1p(r[1])])).map(r => [1, ...r]);
  const y = data.map(r => r[2]);
  const theta = train(X, y, { verbose: true });
  const p = sigmoid(math.multiply(X, theta));
  const acc = p.filter((v, i) => (v >= 0.5) === (y[i] === 1)).length / y.length;
  console.log('theta', theta, 'train accuracy', acc);
}

main();
