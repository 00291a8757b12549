import { matmul, layerNorm, gelu, softmaxInPlace, softmaxMatrix } from './ops.js';

export class Block {
  constructor(p, { dim, heads }) {
    this.p = p;
    this.dim = dim;
    this.heads = heads;
    this.hd = dim / heads;
  }

  attention(x, T) {
    const { dim, heads, hd } = this;
    const qkv = matmul(x, this.p.wqkv, T, dim, 3 * dim);
    const out = new Float32Array(T * dim);
    const att = new Float32Array(T);
    for (let h = 0; h < heads; h++) {
      for (let i = 0; i < T; i++) {
        for (let j = 0; j <= i; j++) {
          let s = 0;
          for (let d = 0; d < hd; d++) s += qkv[i * 3 * dim + h * hd + d] * qkv[j * 3 * dim + dim + h * hd + d];
          att[j] = s / Math.sqrt(hd);
        }
        softmaxInPlace(att, 0, i + 1);
        for (let j = 0; j <= i; j++) {
          for (let d = 0; d < hd; d++) out[i * dim + h * hd + d] += att[j] * qkv[j * 3 * dim + 2 * dim + h * hd + d];
        }
      }
    }
    return matmul(out, this.p.wo, T, dim, dim);
  }

  forward(x, T) {
    const { dim, p } = this;
    const a = this.attention(layerNorm(x, p.g1, p.b1, T, dim), T);
    const h = x.map((v, i) => v + a[i]);
    const f = matmul(gelu(matmul(layerNorm(h, p.g2, p.b2, T, dim), p.w1, T, dim, 4 * dim)), p.w2, T, 4 * dim, dim);
    return h.map((v, i) => v + f[i]);
  }
}

export class GPT {
  constructor(weights, cfg) {
    this.w = weights;
    this.cfg = cfg;
    this.blocks = weights.blocks.map((b) => new Block(b, cfg));
  }

  hidden(ids) {
    const { dim } = this.cfg;
    let x = new Float32Array(ids.length * dim);
    ids.forEach((id, t) => {
      for (let d = 0; d < dim; d++) x[t * dim + d] = this.w.wte[id * dim + d] + this.w.wpe[t * dim + d];
    });
    for (const b of this.blocks) x = b.forward(x, ids.length);
    return layerNorm(x, this.w.gf, this.w.bf, ids.length, dim);
  }

  logits(ids) {
    return matmul(this.hidden(ids), this.w.head, ids.length, this.cfg.dim, this.cfg.vocab);
  }

  /** per position distributions */
  forward(ids) {
    return softmaxMatrix(this.logits(ids), ids.length, this.cfg.vocab);
  }
}
