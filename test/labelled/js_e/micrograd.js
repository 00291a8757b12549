'use strict';

class Value {
  constructor(data, children = [], op = '') {
    this.data = data;
    this.grad = 0;
    this._prev = new Set(children);
    this._op = op;
    this._backward = () => {};
  }

  static from(x) {
    return x instanceof Value ? x : new Value(x);
  }

  add(other) {
    other = Value.from(other);
    const out = new Value(this.data + other.data, [this, other], '+');
    out._backward = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  mul(other) {
    other = Value.from(other);
    const out = new Value(this.data * other.data, [this, other], '*');
    out._backward = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  pow(n) {
    const out = new Value(this.data ** n, [this], `**${n}`);
    out._backward = () => {
      this.grad += n * this.data ** (n - 1) * out.grad;
    };
    return out;
  }

  exp() {
    const out = new Value(Math.exp(this.data), [this], 'exp');
    out._backward = () => {
      this.grad += out.data * out.grad;
    };
    return out;
  }

  log() {
    const out = new Value(Math.log(this.data), [this], 'log');
    out._backward = () => {
      this.grad += out.grad / this.data;
    };
    return out;
  }

  tanh() {
    const t = Math.tanh(this.data);
    const out = new Value(t, [this], 'tanh');
    out._backward = () => {
      this.grad += (1 - t * t) * out.grad;
    };
    return out;
  }

  neg() { return this.mul(-1); }
  sub(o) { return this.add(Value.from(o).neg()); }
  div(o) { return this.mul(Value.from(o).pow(-1)); }

  backward() {
    const topo = [];
    const seen = new Set();
    const visit = (v) => {
      if (seen.has(v)) return;
      seen.add(v);
      v._prev.forEach(visit);
      topo.push(v);
    };
    visit(this);
    this.grad = 1;
    topo.reverse().forEach((v) => v._backward());
  }
}

function softmax(values) {
  const exps = values.map((v) => v.exp());
  const total = exps.reduce((a, b) => a.add(b));
  return exps.map((e) => e.div(total)); //@ unstable naive-softmax
}

function nll(logits, target) {
  const probs = softmax(logits);
  return probs[target].log().neg(); //@ unstable nll-of-softmax across
}

function crossEntropy(logits, target) {
  const m = Math.max(...logits.map((v) => v.data));
  const shifted = logits.map((v) => v.sub(m));
  const lse = shifted.map((v) => v.exp()).reduce((a, b) => a.add(b)).log(); //@ stable naive-logsumexp
  return lse.sub(shifted[target]);
}

class Neuron {
  constructor(n, act = true) {
    this.w = Array.from({ length: n }, () => new Value(Math.random() * 2 - 1));
    this.b = new Value(0);
    this.act = act;
  }
  call(x) {
    const z = this.w.reduce((s, w, i) => s.add(w.mul(x[i])), this.b);
    return this.act ? z.tanh() : z;
  }
  parameters() { return [...this.w, this.b]; }
}

class MLP {
  constructor(nin, nouts) {
    const sizes = [nin, ...nouts];
    this.layers = nouts.map((n, i) =>
      Array.from({ length: n }, () => new Neuron(sizes[i], i < nouts.length - 1)));
  }
  call(x) {
    return this.layers.reduce((h, layer) => layer.map((n) => n.call(h)), x);
  }
  parameters() {
    return this.layers.flat().flatMap((n) => n.parameters());
  }
}

module.exports = { Value, MLP, softmax, nll, crossEntropy };
