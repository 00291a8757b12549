import { Activation, Vec, sigmoid, softmax, identity, swish } from './activations';
import { Loss, binaryCrossEntropy, categoricalCrossEntropy, crossEntropyWithLogits, logitBce } from './losses';

class Dense {
  W: number[][];
  b: Vec;
  private x: Vec = [];
  private z: Vec = [];
  private a: Vec = [];

  constructor(nin: number, nout: number, readonly act: Activation) {
    const s = Math.sqrt(2 / nin);
    this.W = Array.from({ length: nout }, () => Array.from({ length: nin }, () => (Math.random() * 2 - 1) * s));
    this.b = new Array(nout).fill(0);
  }

  forward(x: Vec): Vec {
    this.x = x;
    this.z = this.W.map((row, i) => row.reduce((s, w, j) => s + w * x[j], this.b[i]));
    this.a = this.act.f(this.z);
    return this.a;
  }

  backward(g: Vec, lr: number, fused = false): Vec {
    const d = fused ? g : g.map((v, i) => v * this.act.df(this.z, this.a)[i]);
    const back = this.x.map((_, j) => d.reduce((s, v, i) => s + v * this.W[i][j], 0));
    d.forEach((v, i) => {
      this.x.forEach((xv, j) => (this.W[i][j] -= lr * v * xv));
      this.b[i] -= lr * v;
    });
    return back;
  }
}

export class Net {
  constructor(private layers: Dense[], private loss: Loss, private fused = false) {}

  forward(x: Vec): Vec {
    return this.layers.reduce((h, l) => l.forward(h), x);
  }

  step(x: Vec, t: Vec, lr: number): number {
    const p = this.forward(x);
    const value = this.loss.value(p, t);
    let g = this.loss.grad(p, t);
    for (let i = this.layers.length - 1; i >= 0; i--) {
      g = this.layers[i].backward(g, lr, this.fused && i === this.layers.length - 1);
    }
    return value;
  }
}

export const binaryNet = (n: number) =>
  new Net([new Dense(n, 16, swish), new Dense(16, 1, sigmoid)], binaryCrossEntropy);

export const classNet = (n: number, k: number) =>
  new Net([new Dense(n, 32, swish), new Dense(32, k, softmax)], categoricalCrossEntropy, true);

export const logitNet = (n: number) =>
  new Net([new Dense(n, 16, swish), new Dense(16, 1, identity)], logitBce, true);

export const doubleNet = (n: number, k: number) =>
  new Net([new Dense(n, 32, swish), new Dense(32, k, softmax)], crossEntropyWithLogits, true); //@ unstable softmax-before-ce across

export function fit(net: Net, xs: Vec[], ts: Vec[], epochs = 100, lr = 0.05): number[] {
  const curve: number[] = [];
  for (let e = 0; e < epochs; e++) {
    const rate = lr * Math.exp(-0.01 * e); //@ stable other
    curve.push(xs.reduce((s, x, i) => s + net.step(x, ts[i], rate), 0) / xs.length);
  }
  return curve;
}
