export interface Config {
  nLayer: number;
  nHead: number;
  dModel: number;
  vocab: number;
  ctx: number;
  attnClip?: number;
}

type Mat = Float32Array[];

const rnd = (r: number, c: number, s = 0.02): Mat =>
  Array.from({ length: r }, () => Float32Array.from({ length: c }, () => (Math.random() * 2 - 1) * s));

function linear(x: Mat, w: Mat): Mat {
  return x.map((row) => {
    const out = new Float32Array(w.length);
    for (let o = 0; o < w.length; o++) {
      let a = 0;
      for (let i = 0; i < row.length; i++) a += row[i] * w[o][i];
      out[o] = a;
    }
    return out;
  });
}

function rmsNorm(x: Mat): Mat {
  return x.map((r) => {
    const ms = r.reduce((s, v) => s + v * v, 0) / r.length;
    return r.map((v) => v / Math.sqrt(ms + 1e-6));
  });
}

function softmaxInPlace(a: Float32Array, from = 0, to = a.length): void {
  let mean = 0;
  for (let i = from; i < to; i++) mean += a[i];
  mean /= to - from;
  let s = 0;
  for (let i = from; i < to; i++) {
    a[i] = Math.exp(a[i] - mean); //@ unstable wrong-shift
    s += a[i];
  }
  for (let i = from; i < to; i++) a[i] /= s;
}

class Block {
  private wq: Mat;
  private wk: Mat;
  private wv: Mat;
  private wo: Mat;
  private up: Mat;
  private down: Mat;

  constructor(private cfg: Config) {
    const d = cfg.dModel;
    this.wq = rnd(d, d);
    this.wk = rnd(d, d);
    this.wv = rnd(d, d);
    this.wo = rnd(d, d);
    this.up = rnd(4 * d, d);
    this.down = rnd(d, 4 * d);
  }

  private attend(x: Mat): Mat {
    const { nHead, dModel, attnClip = 0 } = this.cfg;
    const dh = dModel / nHead;
    const q = linear(x, this.wq);
    const k = linear(x, this.wk);
    const v = linear(x, this.wv);
    const y: Mat = x.map(() => new Float32Array(dModel));
    for (let h = 0; h < nHead; h++) {
      for (let i = 0; i < x.length; i++) {
        const att = new Float32Array(i + 1);
        for (let j = 0; j <= i; j++) {
          let s = 0;
          for (let c = h * dh; c < (h + 1) * dh; c++) s += q[i][c] * k[j][c];
          att[j] = s / Math.sqrt(dh);
        }
        if (attnClip > 0) this.capped(att, attnClip);
        else softmaxInPlace(att);
        for (let j = 0; j <= i; j++) {
          for (let c = h * dh; c < (h + 1) * dh; c++) y[i][c] += att[j] * v[j][c];
        }
      }
    }
    return linear(y, this.wo);
  }

  // gemma style soft capping
  private capped(att: Float32Array, cap: number): void {
    const limit = Math.min(cap, 50);
    let s = 0;
    for (let j = 0; j < att.length; j++) {
      att[j] = Math.exp(limit * Math.tanh(att[j] / limit)); //@ stable naive-softmax
      s += att[j];
    }
    for (let j = 0; j < att.length; j++) att[j] /= s;
  }

  forward(x: Mat): Mat {
    const a = this.attend(rmsNorm(x));
    const h = x.map((r, i) => r.map((v, c) => v + a[i][c]));
    const m = linear(linear(rmsNorm(h), this.up).map((r) => r.map((v) => Math.max(0, v) ** 2)), this.down);
    return h.map((r, i) => r.map((v, c) => v + m[i][c]));
  }
}

export class GPT {
  private wte: Mat;
  private wpe: Mat;
  private blocks: Block[];

  constructor(readonly cfg: Config) {
    this.wte = rnd(cfg.vocab, cfg.dModel);
    this.wpe = rnd(cfg.ctx, cfg.dModel);
    this.blocks = Array.from({ length: cfg.nLayer }, () => new Block(cfg));
  }

  forward(ids: number[]): Mat {
    let x: Mat = ids.map((id, t) => this.wte[id].map((v, c) => v + this.wpe[t][c]));
    for (const b of this.blocks) x = b.forward(x);
    return linear(rmsNorm(x), this.wte);
  }

  loss(ids: number[]): number {
    const out = this.forward(ids.slice(0, -1));
    let nll = 0;
    out.forEach((row, t) => {
      softmaxInPlace(row);
      nll -= Math.log(row[ids[t + 1]]); //@ unstable nll-of-softmax across
    });
    return nll / out.length;
  }

  bitsPerChar(ids: number[]): number {
    const out = this.forward(ids.slice(0, -1));
    const nats = out.map((row, t) => {
      const m = row.reduce((a, b) => Math.max(a, b));
      const lse = m + Math.log(row.reduce((a, b) => a + Math.exp(b - m), 0)); //@ stable naive-logsumexp
      return lse - row[ids[t + 1]];
    });
    return nats.reduce((a, b) => a + b, 0) / nats.length / Math.LN2;
  }
}
