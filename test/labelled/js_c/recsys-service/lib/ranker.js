'use strict';

const _ = require('lodash');
const { cosine, decay, toWeights, sampleIndex } = require('./math');

class Ranker {
  constructor(model, catalog, opts = {}) {
    this.model = model;
    this.catalog = catalog;
    this.opts = _.defaults(opts, { popularityWeight: 0.1, halfLife: 48, temperature: 0.5 });
  }

  candidates(userId) {
    return this.catalog.map((item) => ({
      item,
      score:
        this.model.score(userId, item.id) +
        this.opts.popularityWeight * Math.log1p(item.views) * decay(item.ageHours, this.opts.halfLife), //@ stable other
    }));
  }

  top(userId, n) {
    return _(this.candidates(userId)).orderBy('score', 'desc').take(n).value();
  }

  explore(userId, n) {
    const pool = this.top(userId, n * 5);
    const weights = toWeights(_.map(pool, 'score'), this.opts.temperature);
    const picked = [];
    for (let i = 0; i < n; i++) picked.push(pool[sampleIndex(weights)]);
    return _.uniqBy(picked, 'item.id');
  }

  /** related items, attention pooled over the user history */
  related(vec, history) {
    const sims = history.map((h) => cosine(vec, h.vec));
    const w = sims.map((s) => Math.exp(s / 0.1)); //@ stable naive-softmax
    const z = _.sum(w);
    const pooled = new Float32Array(vec.length);
    history.forEach((h, i) => {
      for (let k = 0; k < pooled.length; k++) pooled[k] += (w[i] / z) * h.vec[k]; //@ stable naive-softmax
    });
    return pooled;
  }

  logLoss(events) {
    return _.meanBy(events, ({ userId, itemId, clicked }) => {
      const p = this.model.clickProb(userId, itemId);
      return clicked ? -Math.log(p) : -Math.log(1 - p); //@ unstable bce-after-sigmoid across
    });
  }

  ndcg(ranked, relevant, k = 10) {
    const rel = new Set(relevant);
    const dcg = _.sum(ranked.slice(0, k).map((id, i) => (rel.has(id) ? 1 / Math.log2(i + 2) : 0))); //@ stable other
    const ideal = _.sum(_.range(Math.min(k, rel.size)).map((i) => 1 / Math.log2(i + 2)));
    return ideal === 0 ? 0 : dcg / ideal;
  }
}

module.exports = { Ranker };
