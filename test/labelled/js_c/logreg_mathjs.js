import { create, all } from 'mathjs';
import fs from 'fs';
import { parse } from 'csv-parse/sync';

const math = create(all, { matrix: 'Array' });

// ---- data -----------------------------------------------------------------
export function load(file) {
  const rows = parse(fs.readFileSync(file), { columns: true, cast: true });
  const X = rows.map((r) => [1, Math.log1p(r.fare), r.age / 80, r.sex === 'female' ? 1 : 0, r.pclass]); //@ stable naive-softplus
  const y = rows.map((r) => r.survived);
  return { X, y };
}

function standardize(X) {
  const mu = math.mean(X, 0);
  const sd = math.std(X, 0).map((s) => s || 1);
  return X.map((row) => row.map((v, j) => (j === 0 ? 1 : (v - mu[j]) / sd[j])));
}

// ---- binary model ---------------------------------------------------------
const sigmoid = (z) => math.dotDivide(1, math.add(1, math.exp(math.unaryMinus(z))));

export function cost(theta, X, y, lambda = 0) {
  const m = y.length;
  const h = sigmoid(math.multiply(X, theta));
  const pos = math.dot(y, math.log(h)); //@ unstable bce-after-sigmoid
  const neg = math.dot(math.subtract(1, y), math.log(math.subtract(1, h))); //@ unstable bce-after-sigmoid
  const reg = (lambda / (2 * m)) * math.sum(math.dotPow(theta.slice(1), 2));
  return -(pos + neg) / m + reg;
}

// same objective written on the margin
export function marginCost(theta, X, y) {
  const z = math.multiply(X, theta);
  return math.mean(z.map((v, i) => Math.max(v, 0) - v * y[i] + Math.log1p(Math.exp(-Math.abs(v))))); //@ stable naive-softplus
}

export function gradientDescent(X, y, { alpha = 0.1, iters = 500, lambda = 0 } = {}) {
  let theta = new Array(X[0].length).fill(0);
  const history = [];
  for (let i = 0; i < iters; i++) {
    const err = math.subtract(sigmoid(math.multiply(X, theta)), y);
    const grad = math.divide(math.multiply(math.transpose(X), err), y.length);
    theta = theta.map((t, j) => t - alpha * (grad[j] + (j ? (lambda / y.length) * t : 0)));
    history.push(cost(theta, X, y, lambda));
  }
  return { theta, history };
}

// ---- multinomial ----------------------------------------------------------
export function softmaxRows(Z) {
  return Z.map((row) => {
    const e = math.exp(row); //@ unstable naive-softmax
    return math.divide(e, math.sum(e));
  });
}

export function softmaxShifted(Z) {
  return Z.map((row) => {
    const e = math.exp(math.subtract(row, math.mean(row))); //@ unstable wrong-shift
    return math.divide(e, math.sum(e));
  });
}

export function poissonDeviance(X, beta, counts) {
  const mu = math.exp(math.multiply(X, beta)); //@ stable other
  return 2 * math.sum(counts.map((c, i) => (c > 0 ? c * Math.log(c / mu[i]) : 0) - (c - mu[i])));
}

if (process.argv[2]) {
  const { X, y } = load(process.argv[2]);
  const Xs = standardize(X);
  const { theta, history } = gradientDescent(Xs, y, { lambda: 1 });
  console.log('theta', theta.map((t) => t.toFixed(3)));
  console.log('cost', history[history.length - 1], 'margin', marginCost(theta, Xs, y));
}
