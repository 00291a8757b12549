const math = require('mathjs');
const _ = require('lodash');

class MLP {
  constructor(sizes, opts = {}) {
    this.lr = opts.lr || 0.05;
    this.W = [];
    this.b = [];
    for (let i = 0; i + 1 < sizes.length; i++) {
      const s = Math.sqrt(2 / sizes[i]);
      this.W.push(math.matrix(math.random([sizes[i], sizes[i + 1]], -s, s)));
      this.b.push(math.zeros(1, sizes[i + 1]));
    }
  }

  relu(m) {
    return math.map(m, (v) => Math.max(0, v));
  }

  softmax(z) {
    const e = math.exp(z); //@ unstable naive-softmax
    return math.divide(e, math.sum(e));
  }

  forward(x) {
    this.acts = [x];
    let h = x;
    for (let i = 0; i < this.W.length; i++) {
      h = math.add(math.multiply(h, this.W[i]), this.b[i]);
      if (i < this.W.length - 1) h = this.relu(h);
      this.acts.push(h);
    }
    this.out = this.softmax(h);
    return this.out;
  }

  loss(label) {
    return -math.log(this.out.get([0, label])); //@ unstable nll-of-softmax across
  }

  backward(label) {
    let d = math.clone(this.out);
    d.set([0, label], d.get([0, label]) - 1);
    for (let i = this.W.length - 1; i >= 0; i--) {
      const gW = math.multiply(math.transpose(this.acts[i]), d);
      const back = math.multiply(d, math.transpose(this.W[i]));
      this.W[i] = math.subtract(this.W[i], math.multiply(gW, this.lr));
      this.b[i] = math.subtract(this.b[i], math.multiply(d, this.lr));
      if (i > 0) d = math.dotMultiply(back, math.map(this.acts[i], (v) => (v > 0 ? 1 : 0)));
    }
  }
}

function confidence(mlp, x) {
  mlp.forward(x);
  const z = mlp.acts[mlp.acts.length - 1];
  const e = math.exp(math.subtract(z, math.max(z))); //@ stable naive-softmax
  return math.max(math.divide(e, math.sum(e)));
}

function swish(m) {
  return math.map(m, (v) => v / (1 + Math.exp(-v)));
}

function softplus(m) {
  return math.log(math.add(1, math.exp(m))); //@ unstable naive-softplus
}

function klStandardNormal(mu, logvar) {
  const t = math.subtract(math.subtract(math.add(logvar, 1), math.square(mu)), math.exp(logvar));
  return -0.5 * math.sum(t);
}

function spiral(n, classes) {
  const pts = [];
  for (let c = 0; c < classes; c++) {
    for (let i = 0; i < n; i++) {
      const r = i / n;
      const t = c * 4 + r * 4 + (Math.random() - 0.5) * 0.4;
      pts.push({ x: math.matrix([[r * Math.sin(t), r * Math.cos(t)]]), y: c });
    }
  }
  return _.shuffle(pts);
}

const net = new MLP([2, 64, 3]);
const pts = spiral(100, 3);
for (let epoch = 0; epoch < 50; epoch++) {
  let total = 0;
  let ok = 0;
  for (const { x, y } of pts) {
    const p = net.forward(x).toArray()[0];
    ok += p.indexOf(Math.max(...p)) === y;
    total += net.loss(y);
    net.backward(y);
  }
  if (epoch % 10 === 0) console.log(epoch, (total / pts.length).toFixed(4), (ok / pts.length).toFixed(3));
}

module.exports = { MLP, confidence, swish, softplus, klStandardNormal };
