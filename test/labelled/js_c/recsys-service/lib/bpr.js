'use strict';

const { dot, sigmoid } = require('./math');

/** Bayesian personalised ranking with plain SGD. */
class BPR {
  constructor(nUsers, nItems, { factors = 32, lr = 0.05, reg = 0.01 } = {}) {
    this.f = factors;
    this.lr = lr;
    this.reg = reg;
    this.nItems = nItems;
    this.U = Array.from({ length: nUsers }, () => this._init());
    this.V = Array.from({ length: nItems }, () => this._init());
  }

  _init() {
    return Float32Array.from({ length: this.f }, () => (Math.random() - 0.5) / this.f);
  }

  score(u, i) {
    return dot(this.U[u], this.V[i]);
  }

  fit(interactions, epochs = 10) {
    const seen = new Set(interactions.map(([u, i]) => `${u}:${i}`));
    for (let e = 0; e < epochs; e++) {
      let loss = 0;
      for (const [u, i] of interactions) {
        let j;
        do {
          j = Math.floor(Math.random() * this.nItems);
        } while (seen.has(`${u}:${j}`));
        const diff = this.score(u, i) - this.score(u, j);
        loss += -Math.log(sigmoid(diff)); //@ unstable log-of-sigmoid
        const g = 1 - sigmoid(diff);
        for (let k = 0; k < this.f; k++) {
          const uk = this.U[u][k];
          this.U[u][k] += this.lr * (g * (this.V[i][k] - this.V[j][k]) - this.reg * uk);
          this.V[i][k] += this.lr * (g * uk - this.reg * this.V[i][k]);
          this.V[j][k] += this.lr * (-g * uk - this.reg * this.V[j][k]);
        }
      }
      console.log(`[bpr] epoch ${e + 1}/${epochs} loss=${(loss / interactions.length).toFixed(4)}`);
    }
    return this;
  }

  // probability that the user clicks
  clickProb(u, i, bias = 0) {
    return sigmoid(this.score(u, i) + bias);
  }
}

module.exports = BPR;
