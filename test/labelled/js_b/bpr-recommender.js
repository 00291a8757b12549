const { shuffle, sampleNegative } = require('./utils/sampling');

/** Matrix factorisation trained with Bayesian personalised ranking */
class BPR {
  constructor({ users, items, factors = 32, lr = 0.05, reg = 0.01 }) {
    const init = (n) => Array.from({ length: n }, () => Float64Array.from({ length: factors }, () => (Math.random() - 0.5) * 0.1));
    this.U = init(users);
    this.V = init(items);
    this.bias = new Float64Array(items);
    this.lr = lr;
    this.reg = reg;
    this.popularity = new Float64Array(items);
  }

  score(u, i) {
    let s = this.bias[i];
    for (let f = 0; f < this.U[u].length; f++) s += this.U[u][f] * this.V[i][f];
    return s;
  }

  step(u, i, j) {
    const x = this.score(u, i) - this.score(u, j);
    const g = Math.exp(-x) / (1 + Math.exp(-x)); //@ unstable naive-sigmoid
    for (let f = 0; f < this.U[u].length; f++) {
      const uf = this.U[u][f], vi = this.V[i][f], vj = this.V[j][f];
      this.U[u][f] += this.lr * (g * (vi - vj) - this.reg * uf);
      this.V[i][f] += this.lr * (g * uf - this.reg * vi);
      this.V[j][f] += this.lr * (-g * uf - this.reg * vj);
    }
    return Math.log(1 + Math.exp(-x)); //@ unstable naive-softplus
  }

  fit(interactions, epochs = 20) {
    for (const [, i] of interactions) this.popularity[i]++;
    for (let e = 0; e < epochs; e++) {
      let loss = 0;
      for (const [u, i] of shuffle(interactions)) {
        loss += this.step(u, i, sampleNegative(u));
      }
      console.log(`[bpr] epoch=${e} loss=${(loss / interactions.length).toFixed(4)}`);
    }
  }

  recommend(u, k = 10, damp = 0.1) {
    return Array.from(this.bias, (_, i) => i)
      .map((i) => ({ item: i, score: this.score(u, i) - damp * Math.log(1 + this.popularity[i]) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, k);
  }

  ndcg(ranked, relevant) {
    let dcg = 0, ideal = 0;
    ranked.forEach((r, pos) => {
      if (relevant.has(r.item)) dcg += 1 / Math.log2(pos + 2); //@ stable other
    });
    for (let p = 0; p < Math.min(relevant.size, ranked.length); p++) ideal += 1 / Math.log2(p + 2);
    return ideal ? dcg / ideal : 0;
  }

  decay(ageDays, halfLife = 30) {
    return Math.exp((-Math.LN2 * ageDays) / halfLife);
  }
}

module.exports = BPR;
