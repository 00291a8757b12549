// Neural net with nothing but map and reduce.
import _ from 'lodash';

const add = (a, b) => a + b;
const dot = (a, b) => _.zipWith(a, b, _.multiply).reduce(add, 0);
const matVec = (W, x) => W.map((row) => dot(row, x));
const outer = (a, b) => a.map((u) => b.map((v) => u * v));
const transpose = (W) => _.unzip(W);

// activations
export const relu = (v) => v.map((x) => Math.max(0, x));
export const tanh = (v) => v.map(Math.tanh);
export const softplus = (v) => v.map((x) => Math.log1p(Math.exp(x))); //@ unstable naive-softplus
export const sigm = (v) => v.map((x) => Math.exp(x) / (1 + Math.exp(x))); //@ unstable naive-sigmoid
export const elu = (v) => v.map((x) => (x > 0 ? x : Math.exp(x) - 1)); //@ stable other
export const swish = _.curry((beta, v) => v.map((x) => x / (1 + Math.exp(-beta * x)))); //@ stable naive-sigmoid

export const softmax = (v) => {
  const e = _.map(v, Math.exp); //@ unstable naive-softmax
  return _.map(e, (x) => x / _.sum(e));
};

export const softargmax = (v, beta = 10) =>
  _.chain(v)
    .map((x) => Math.exp(beta * (x - _.max(v)))) //@ stable naive-softmax
    .thru((e) => e.map((x) => x / _.sum(e)))
    .map((p, i) => p * i)
    .sum()
    .value();

// losses
export const crossEntropy = (target) => (out) => -_.sum(_.zipWith(target, softmax(out), (t, p) => t * Math.log(p))); //@ unstable nll-of-softmax
export const binary = (target) => (out) =>
  -_.sum(_.zipWith(target, sigm(out), (t, p) => t * Math.log(p) + (1 - t) * Math.log(1 - p))); //@ unstable bce-after-sigmoid
export const smoothed = (k, eps = 0.1) => (out) => {
  const lse = _.max(out) + Math.log(_.sumBy(out, (x) => Math.exp(x - _.max(out)))); //@ stable naive-logsumexp
  const lp = out.map((x) => x - lse);
  return -(1 - eps) * lp[k] - (eps / out.length) * _.sum(lp);
};
export const freeEnergy = (v) => -Math.log(_.sum(v.map((e) => Math.exp(-e)))); //@ unstable naive-logsumexp

// network
const layer = (nIn, nOut) => ({
  W: _.times(nOut, () => _.times(nIn, () => _.random(-0.5, 0.5, true))),
  b: _.times(nOut, _.constant(0)),
});

export const build = (...sizes) => _.zipWith(_.initial(sizes), _.tail(sizes), layer);

export const forward = (net, x) =>
  net.reduce(
    (acts, { W, b }, i) => {
      const z = _.zipWith(matVec(W, _.last(acts)), b, add);
      return [...acts, i === net.length - 1 ? z : tanh(z)];
    },
    [x]
  );

export const update = (net, x, target, lr) => {
  const acts = forward(net, x);
  let delta = _.zipWith(softmax(_.last(acts)), target, _.subtract);
  return _.reduceRight(
    net,
    (acc, { W, b }, i) => {
      const gW = outer(delta, acts[i]);
      const g = delta;
      delta = _.zipWith(matVec(transpose(W), delta), acts[i], (d, a) => d * (1 - a * a));
      return [
        {
          W: W.map((row, r) => row.map((w, c) => w - lr * gW[r][c])),
          b: _.zipWith(b, g, (u, v) => u - lr * v),
        },
        ...acc,
      ];
    },
    []
  );
};

if (import.meta.url === `file://${process.argv[1]}`) {
  const data = [
    [[0, 0], [1, 0]],
    [[0, 1], [0, 1]],
    [[1, 0], [0, 1]],
    [[1, 1], [1, 0]],
  ];
  let net = build(2, 8, 2);
  for (const epoch of _.range(2000)) {
    for (const [x, t] of _.shuffle(data)) net = update(net, x, t, 0.1);
    if (epoch % 200 === 0) {
      console.log(epoch, _.meanBy(data, ([x, t]) => crossEntropy(t)(_.last(forward(net, x)))).toFixed(5));
    }
  }
}
