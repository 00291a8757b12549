'use strict';
const { DenseLayer, TanhLayer, SoftmaxLayer } = require('./layers');

class Net {
  constructor(sizes) {
    this.layers = [];
    for (let i = 0; i + 1 < sizes.length; i++) {
      this.layers.push(new DenseLayer(sizes[i], sizes[i + 1]));
      if (i + 2 < sizes.length) this.layers.push(new TanhLayer());
    }
    this.layers.push(new SoftmaxLayer(sizes[sizes.length - 1]));
  }

  forward(V) {
    let act = V;
    for (const layer of this.layers) act = layer.forward(act);
    return act;
  }

  backward(y) {
    const N = this.layers.length;
    const loss = this.layers[N - 1].backward(y);
    for (let i = N - 2; i >= 0; i--) this.layers[i].backward();
    return loss;
  }

  predict(V) {
    const { w } = this.forward(V);
    let best = 0;
    for (let i = 1; i < w.length; i++) if (w[i] > w[best]) best = i;
    return best;
  }

  paramsAndGrads() {
    const out = [];
    for (const l of this.layers) {
      if (!(l instanceof DenseLayer)) continue;
      l.filters.forEach((f) => out.push({ params: f.w, grads: f.dw, decay: 1 }));
      out.push({ params: l.bias.w, grads: l.bias.dw, decay: 0 });
    }
    return out;
  }
}

module.exports = { Net };
