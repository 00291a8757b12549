const { Mat, Graph, softmax } = require('./mat');

class CharRNN {
  constructor(vocab, hidden = 64, emb = 16) {
    this.vocab = vocab;
    this.hidden = hidden;
    this.p = {
      Wil: Mat.random(vocab.length, emb, 0.08),
      Wxh: Mat.random(hidden, emb, 0.08),
      Whh: Mat.random(hidden, hidden, 0.08),
      bh: new Mat(hidden, 1),
      Why: Mat.random(vocab.length, hidden, 0.08),
      by: new Mat(vocab.length, 1),
    };
    this.sampleTemperature = 0.8;
  }

  embed(ix) {
    const W = this.p.Wil;
    const x = new Mat(W.d, 1);
    for (let i = 0; i < W.d; i++) x.w[i] = W.w[ix * W.d + i];
    return x;
  }

  step(G, ix, h) {
    const x = this.embed(ix);
    const pre = G.add(G.add(G.mul(this.p.Wxh, x), G.mul(this.p.Whh, h)), this.p.bh);
    const hNext = G.tanh(pre);
    return { h: hNext, o: G.add(G.mul(this.p.Why, hNext), this.p.by) };
  }

  cost(text) {
    const G = new Graph();
    let h = new Mat(this.hidden, 1);
    let log2ppl = 0.0;
    let cost = 0.0;
    for (let i = 0; i + 1 < text.length; i++) {
      const src = this.vocab.indexOf(text[i]);
      const tgt = this.vocab.indexOf(text[i + 1]);
      const out = this.step(G, src, h);
      h = out.h;
      const probs = softmax(out.o);
      log2ppl += -Math.log2(probs.w[tgt]); //@ unstable nll-of-softmax across
      cost += -Math.log(probs.w[tgt]); //@ unstable nll-of-softmax across
      out.o.dw.set(probs.w);
      out.o.dw[tgt] -= 1;
    }
    return { G, cost, ppl: Math.pow(2, log2ppl / (text.length - 1)) };
  }

  sample(n = 100, seed = 0) {
    const G = new Graph(false);
    let h = new Mat(this.hidden, 1);
    let ix = seed;
    let s = '';
    for (let t = 0; t < n; t++) {
      const out = this.step(G, ix, h);
      h = out.h;
      for (let q = 0; q < out.o.w.length; q++) out.o.w[q] /= this.sampleTemperature;
      const p = softmax(out.o);
      let r = Math.random();
      ix = 0;
      while (ix < p.w.length - 1 && (r -= p.w[ix]) > 0) ix++;
      s += this.vocab[ix];
    }
    return s;
  }

  /** beam search; scores are accumulated log probabilities */
  beam(seedIx, length = 40, width = 4) {
    const G = new Graph(false);
    let beams = [{ h: new Mat(this.hidden, 1), ids: [seedIx], score: 0 }];
    for (let t = 0; t < length; t++) {
      const cand = [];
      for (const b of beams) {
        const out = this.step(G, b.ids[b.ids.length - 1], b.h);
        const logp = this.logProbs(out.o);
        logp.forEach((lp, k) => cand.push({ h: out.h, ids: [...b.ids, k], score: b.score + lp }));
      }
      beams = cand.sort((a, b) => b.score - a.score).slice(0, width);
    }
    return beams[0].ids.map((i) => this.vocab[i]).join('');
  }

  logProbs(o) {
    const p = softmax(o);
    return Array.from(p.w).map(Math.log); //@ unstable log-of-softmax across
  }

  surprise(o, ix) {
    const lse = Math.log(o.w.reduce((acc, v) => acc + Math.exp(v), 0)); //@ unstable naive-logsumexp
    return (lse - o.w[ix]) / Math.LN2;
  }
}

module.exports = { CharRNN };
