// Graph attention layer on adjacency lists, plain arrays
export class GraphAttention {
  constructor(inDim, outDim, { heads = 4, slope = 0.2 } = {}) {
    this.heads = heads;
    this.slope = slope;
    this.outDim = outDim;
    const r = Math.sqrt(6 / (inDim + outDim));
    const init = (n) => Array.from({ length: n }, () => (Math.random() * 2 - 1) * r);
    this.W = Array.from({ length: heads }, () => Array.from({ length: outDim }, () => init(inDim)));
    this.aSrc = Array.from({ length: heads }, () => init(outDim));
    this.aDst = Array.from({ length: heads }, () => init(outDim));
  }

  project(h, x) {
    return this.W[h].map((w) => w.reduce((s, v, i) => s + v * x[i], 0));
  }

  leaky(x) {
    return x > 0 ? x : this.slope * x;
  }

  forward(nodes, neighbours) {
    const out = nodes.map(() => []);
    for (let h = 0; h < this.heads; h++) {
      const z = nodes.map((x) => this.project(h, x));
      const src = z.map((v) => v.reduce((s, c, i) => s + c * this.aSrc[h][i], 0));
      const dst = z.map((v) => v.reduce((s, c, i) => s + c * this.aDst[h][i], 0));
      neighbours.forEach((list, i) => {
        const e = list.map((j) => this.leaky(src[i] + dst[j]));
        const ex = e.map((v) => Math.exp(v)); //@ unstable naive-softmax
        const den = ex.reduce((a, b) => a + b, 0);
        const agg = new Array(this.outDim).fill(0);
        list.forEach((j, n) => {
          for (let d = 0; d < this.outDim; d++) agg[d] += (ex[n] / den) * z[j][d];
        });
        out[i].push(...agg);
      });
    }
    return out;
  }
}

// dense variant with a mask, rows are nodes
export function denseAttention(scores, adj) {
  return scores.map((row, i) => {
    const masked = row.map((v, j) => (adj[i][j] > 0 ? v : -Infinity));
    const m = Math.max(...masked);
    const e = masked.map((v) => Math.exp(v - m)); //@ unstable fully-masked-row
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / s);
  });
}

export function denseAttentionSelf(scores, adj) {
  return scores.map((row, i) => {
    const masked = row.map((v, j) => (i === j || adj[i][j] > 0 ? v : -Infinity));
    const m = Math.max(...masked);
    const e = masked.map((v) => Math.exp(v - m)); //@ stable fully-masked-row
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / s);
  });
}

export function denseAttentionGuarded(scores, adj) {
  return scores.map((row, i) => {
    const masked = row.map((v, j) => (adj[i][j] > 0 ? v : -Infinity));
    const m = Math.max(...masked);
    if (m === -Infinity) return row.map(() => 0);
    const e = masked.map((v) => Math.exp(v - m)); //@ stable fully-masked-row
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / s);
  });
}

export function readout(nodes) {
  const n = nodes.length;
  return nodes[0].map((_, d) => nodes.reduce((s, x) => s + x[d], 0) / n);
}

export function degreeNorm(adj) {
  return adj.map((row) => Math.log(1 + row.reduce((a, b) => a + b, 0))); //@ stable other
}
