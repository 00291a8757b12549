'use strict';
const { Volume } = require('./volume');

class DenseLayer {
  constructor(nIn, nOut) {
    this.nIn = nIn;
    this.nOut = nOut;
    this.filters = Array.from({ length: nOut }, () => new Volume(1, 1, nIn));
    this.bias = new Volume(1, 1, nOut, 0.0);
  }

  forward(V) {
    this.inAct = V;
    const out = new Volume(1, 1, this.nOut, 0.0);
    for (let i = 0; i < this.nOut; i++) {
      let a = 0.0;
      const wi = this.filters[i].w;
      for (let d = 0; d < this.nIn; d++) a += V.w[d] * wi[d];
      out.w[i] = a + this.bias.w[i];
    }
    this.outAct = out;
    return out;
  }

  backward() {
    const V = this.inAct;
    V.dw = new Float64Array(V.w.length);
    for (let i = 0; i < this.nOut; i++) {
      const tfi = this.filters[i];
      const chain = this.outAct.dw[i];
      for (let d = 0; d < this.nIn; d++) {
        V.dw[d] += tfi.w[d] * chain;
        tfi.dw[d] += V.w[d] * chain;
      }
      this.bias.dw[i] += chain;
    }
  }
}

class TanhLayer {
  forward(V) {
    this.inAct = V;
    const V2 = V.clone();
    for (let i = 0; i < V.w.length; i++) V2.w[i] = Math.tanh(V.w[i]);
    this.outAct = V2;
    return V2;
  }

  backward() {
    const V = this.inAct;
    const V2 = this.outAct;
    for (let i = 0; i < V.w.length; i++) V.dw[i] = (1.0 - V2.w[i] * V2.w[i]) * V2.dw[i];
  }
}

class SoftmaxLayer {
  constructor(n) {
    this.n = n;
  }

  forward(V) {
    this.inAct = V;
    const as = V.w;
    let amax = as[0];
    for (let i = 1; i < this.n; i++) if (as[i] > amax) amax = as[i];

    const es = new Float64Array(this.n);
    let esum = 0.0;
    for (let i = 0; i < this.n; i++) {
      const e = Math.exp(as[i] - amax); //@ stable naive-softmax
      esum += e;
      es[i] = e;
    }
    const A = new Volume(1, 1, this.n, 0.0);
    for (let i = 0; i < this.n; i++) {
      es[i] /= esum;
      A.w[i] = es[i];
    }
    this.es = es;
    this.outAct = A;
    return A;
  }

  backward(y) {
    const x = this.inAct;
    x.dw = new Float64Array(x.w.length);
    for (let i = 0; i < this.n; i++) {
      const indicator = i === y ? 1.0 : 0.0;
      x.dw[i] = -(indicator - this.es[i]);
    }
    return -Math.log(this.es[y]); //@ unstable nll-of-softmax across
  }
}

module.exports = { DenseLayer, TanhLayer, SoftmaxLayer };
