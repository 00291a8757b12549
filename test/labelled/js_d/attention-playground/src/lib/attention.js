import { dot, entropy, matVec, normalizeWeights, randn, softmax } from './math.js';

export class AttentionHead {
  constructor(dModel, dHead) {
    this.dHead = dHead;
    this.Wq = randMatrix(dHead, dModel);
    this.Wk = randMatrix(dHead, dModel);
    this.Wv = randMatrix(dHead, dModel);
  }

  project(tokens) {
    return {
      q: tokens.map((t) => matVec(this.Wq, t)),
      k: tokens.map((t) => matVec(this.Wk, t)),
      v: tokens.map((t) => matVec(this.Wv, t)),
    };
  }

  scores(tokens, { causal = false } = {}) {
    const { q, k } = this.project(tokens);
    const s = 1 / Math.sqrt(this.dHead);
    return q.map((qi, i) =>
      k.map((kj, j) => (causal && j > i ? -Infinity : dot(qi, kj) * s)),
    );
  }

  // causal rows always keep the diagonal
  weights(tokens, opts) {
    return this.scores(tokens, opts).map((row) => normalizeWeights(row)); //@ stable fully-masked-row
  }

  heat(tokens, temperature) {
    const rows = this.scores(tokens).map((row) => softmax(row, temperature));
    return { rows, entropies: rows.map(entropy) };
  }

  weightsWithPadding(tokens, isPad) {
    const raw = this.scores(tokens);
    const masked = raw.map((row, i) =>
      row.map((s, j) => (isPad[j] || isPad[i] ? -Infinity : s)),
    );
    return masked.map((row) => {
      const m = Math.max(...row);
      const e = row.map((s) => Math.exp(s - m)); //@ unstable fully-masked-row
      const z = e.reduce((a, b) => a + b);
      return e.map((x) => x / z);
    });
  }

  forward(tokens, opts) {
    const { v } = this.project(tokens);
    return this.weights(tokens, opts).map((w) => {
      const out = new Array(this.dHead).fill(0);
      w.forEach((wj, j) => v[j].forEach((x, d) => (out[d] += wj * x)));
      return out;
    });
  }
}

function randMatrix(rows, cols) {
  const std = 1 / Math.sqrt(cols);
  return Array.from({ length: rows }, () =>
    Array.from({ length: cols }, () => randn() * std),
  );
}

export function positional(pos, d) {
  return Array.from({ length: d }, (_, i) => {
    const freq = Math.exp(-Math.log(10000) * (2 * Math.floor(i / 2)) / d); //@ stable other
    return i % 2 ? Math.cos(pos * freq) : Math.sin(pos * freq);
  });
}
