import { F32, alibiSlope, layerNorm, matvec, quickGelu, softmaxInPlace } from './ops';

export interface Config { vocab: number; dim: number; heads: number; layers: number; ctx: number }

export interface Block {
  ln1g: F32; ln1b: F32; ln2g: F32; ln2b: F32;
  wq: F32; wk: F32; wv: F32; wo: F32; up: F32; down: F32;
}

export class NanoGPT {
  private kc: F32[];
  private vc: F32[];

  constructor(readonly cfg: Config, private emb: F32, private blocks: Block[], private lnfg: F32, private lnfb: F32) {
    this.kc = blocks.map(() => new Float32Array(cfg.ctx * cfg.dim));
    this.vc = blocks.map(() => new Float32Array(cfg.ctx * cfg.dim));
  }

  /** next-token distribution after feeding `tok` at position `pos` */
  forward(tok: number, pos: number): F32 {
    const logits = this.logits(tok, pos);
    softmaxInPlace(logits, 0, logits.length);
    return logits;
  }

  logits(tok: number, pos: number): F32 {
    const { dim, heads, vocab } = this.cfg;
    const hd = dim / heads;
    const x = this.emb.slice(tok * dim, (tok + 1) * dim);
    const h = new Float32Array(dim);
    const q = new Float32Array(dim);
    const att = new Float32Array(pos + 1);
    this.blocks.forEach((b, l) => {
      layerNorm(h, x, b.ln1g, b.ln1b);
      matvec(q, b.wq, h, dim, dim);
      matvec(this.kc[l].subarray(pos * dim, (pos + 1) * dim), b.wk, h, dim, dim);
      matvec(this.vc[l].subarray(pos * dim, (pos + 1) * dim), b.wv, h, dim, dim);
      const mixed = new Float32Array(dim);
      for (let k = 0; k < heads; k++) {
        const slope = alibiSlope(k, heads);
        for (let t = 0; t <= pos; t++) {
          let s = 0;
          for (let d = 0; d < hd; d++) s += q[k * hd + d] * this.kc[l][t * dim + k * hd + d];
          att[t] = s / Math.sqrt(hd) - slope * (pos - t);
        }
        softmaxInPlace(att, 0, pos + 1);
        for (let t = 0; t <= pos; t++)
          for (let d = 0; d < hd; d++) mixed[k * hd + d] += att[t] * this.vc[l][t * dim + k * hd + d];
      }
      matvec(h, b.wo, mixed, dim, dim);
      for (let i = 0; i < dim; i++) x[i] += h[i];
      layerNorm(h, x, b.ln2g, b.ln2b);
      const m = new Float32Array(4 * dim);
      matvec(m, b.up, h, dim, 4 * dim);
      quickGelu(m);
      matvec(h, b.down, m, 4 * dim, dim);
      for (let i = 0; i < dim; i++) x[i] += h[i];
    });
    layerNorm(h, x, this.lnfg, this.lnfb);
    const out = new Float32Array(vocab);
    matvec(out, this.emb, h, dim, vocab);
    return out;
  }
}
