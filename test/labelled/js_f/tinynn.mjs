// tinynn - 150 lines of neural net, no deps

let seed = 1337;
export function rnd() {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 4294967296;
}

export function randn() {
  const u = 1 - rnd();
  const v = rnd();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v); //@ stable other
}

class Layer {
  forward(x) { return x; }
  backward(g) { return g; }
  step(_lr) {}
}

export class Dense extends Layer {
  constructor(nin, nout) {
    super();
    this.nin = nin;
    this.nout = nout;
    this.W = Float64Array.from({ length: nin * nout }, () => randn() * Math.sqrt(2 / nin));
    this.b = new Float64Array(nout);
    this.dW = new Float64Array(nin * nout);
    this.db = new Float64Array(nout);
  }
  forward(x) {
    this.x = x;
    const y = new Float64Array(this.nout);
    for (let o = 0; o < this.nout; o++) {
      let s = this.b[o];
      for (let i = 0; i < this.nin; i++) s += this.W[o * this.nin + i] * x[i];
      y[o] = s;
    }
    return y;
  }
  backward(g) {
    const dx = new Float64Array(this.nin);
    for (let o = 0; o < this.nout; o++) {
      this.db[o] += g[o];
      for (let i = 0; i < this.nin; i++) {
        this.dW[o * this.nin + i] += g[o] * this.x[i];
        dx[i] += g[o] * this.W[o * this.nin + i];
      }
    }
    return dx;
  }
  step(lr) {
    for (let i = 0; i < this.W.length; i++) this.W[i] -= lr * this.dW[i];
    for (let i = 0; i < this.b.length; i++) this.b[i] -= lr * this.db[i];
    this.dW.fill(0);
    this.db.fill(0);
  }
}

export class ELU extends Layer {
  forward(x) {
    this.y = x.map((v) => (v > 0 ? v : Math.exp(v) - 1)); //@ stable other
    return this.y;
  }
  backward(g) { return g.map((v, i) => v * (this.y[i] > 0 ? 1 : this.y[i] + 1)); }
}

export class Softplus extends Layer {
  forward(x) {
    this.x = x;
    return x.map((v) => Math.log(1 + Math.exp(v))); //@ unstable naive-softplus
  }
  backward(g) {
    return g.map((v, i) => v / (1 + Math.exp(-this.x[i]))); //@ stable naive-sigmoid
  }
}

export class Softmax extends Layer {
  forward(x) {
    const m = Math.max(...x);
    const e = x.map((v) => Math.exp(v - m)); //@ stable naive-softmax
    const z = e.reduce((a, b) => a + b, 0);
    this.p = e.map((v) => v / z);
    return this.p;
  }
  backward(g) {
    let dot = 0;
    for (let i = 0; i < g.length; i++) dot += g[i] * this.p[i];
    return g.map((v, i) => this.p[i] * (v - dot));
  }
}

export class CategoricalLoss {
  value(out, k) { return -Math.log(out[k]); } //@ unstable nll-of-softmax across
  grad(out, k) {
    const g = new Float64Array(out.length);
    g[k] = -1 / out[k];
    return g;
  }
}

export class Net {
  constructor(layers, loss) {
    this.layers = layers;
    this.loss = loss;
  }
  predict(x) { return this.layers.reduce((h, l) => l.forward(h), x); }
  fitOne(x, k, lr) {
    const out = this.predict(x);
    let g = this.loss.grad(out, k);
    for (let i = this.layers.length - 1; i >= 0; i--) g = this.layers[i].backward(g);
    this.layers.forEach((l) => l.step(lr));
    return this.loss.value(out, k);
  }
}

export function spiralNet() {
  return new Net(
    [new Dense(2, 32), new ELU(), new Dense(32, 3), new Softmax()],
    new CategoricalLoss(),
  );
}
