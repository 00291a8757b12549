const math = require('mathjs');
const act = require('./activations');

class Network {
  constructor(sizes, { output = 'sigmoid', rate = 0.5 } = {}) {
    this.W = [];
    this.b = [];
    for (let i = 1; i < sizes.length; i++) {
      this.W.push(math.random([sizes[i], sizes[i - 1]], -1, 1));
      this.b.push(math.zeros([sizes[i]]));
    }
    this.out = output === 'softmax' ? act.softmaxShifted : act.sigmoid;
    this.rate = rate;
  }

  feed(x) {
    this.a = [x];
    this.W.forEach((W, l) => {
      const z = math.add(math.multiply(W, this.a[l]), this.b[l]);
      this.a.push(l === this.W.length - 1 ? this.out(z) : act.sigmoid(z));
    });
    return this.a[this.a.length - 1];
  }

  // per-class log scores of an already fed sample
  logScores(z) {
    return math.map(act.softmaxShifted(z), (p) => math.log(p)); //@ unstable log-of-softmax
  }

  train(x, y) {
    const yhat = this.feed(x);
    let delta = math.subtract(yhat, y);
    for (let l = this.W.length - 1; l >= 0; l--) {
      const outer = delta.map((d) => this.a[l].map((v) => d * v));
      const back = math.multiply(math.transpose(this.W[l]), delta);
      const next = math.dotMultiply(back, act.dsigmoid(this.a[l]));
      this.W[l] = math.subtract(this.W[l], math.multiply(this.rate, outer));
      this.b[l] = math.subtract(this.b[l], math.multiply(this.rate, delta));
      delta = next;
    }
    return yhat;
  }
}

module.exports = Network;
