import { ACTIVATIONS, softmax } from './activations.js';

export class Dense {
  constructor(nIn, nOut, activation) {
    const scale = Math.sqrt(2 / nIn);
    this.w = Array.from({ length: nOut }, () => Array.from({ length: nIn }, () => (Math.random() * 2 - 1) * scale));
    this.b = new Array(nOut).fill(0);
    this.activation = activation;
  }

  forward(x) {
    this.input = x;
    this.z = this.w.map((row, i) => row.reduce((s, w, j) => s + w * x[j], this.b[i]));
    if (this.activation === 'softmax') {
      this.out = softmax(this.z);
    } else {
      this.out = this.z.map(ACTIVATIONS[this.activation]);
    }
    return this.out;
  }
}

export class Network {
  constructor(sizes, hidden = 'relu') {
    this.layers = [];
    for (let i = 1; i < sizes.length; i++) {
      const last = i === sizes.length - 1;
      this.layers.push(new Dense(sizes[i - 1], sizes[i], last ? 'softmax' : hidden));
    }
  }

  forward(x) {
    return this.layers.reduce((h, layer) => layer.forward(h), x);
  }

  backward(target, lr) {
    const L = this.layers.length - 1;
    let delta = this.layers[L].out.map((p, i) => p - target[i]);
    for (let l = L; l >= 0; l--) {
      const layer = this.layers[l];
      const prev = layer.input.map((_, j) => layer.w.reduce((s, row, i) => s + row[j] * delta[i], 0));
      layer.w.forEach((row, i) => {
        row.forEach((_, j) => { row[j] -= lr * delta[i] * layer.input[j]; });
        layer.b[i] -= lr * delta[i];
      });
      delta = prev.map((v, j) => (layer.input[j] > 0 ? v : 0));
    }
  }
}
