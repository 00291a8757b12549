type Expert = (x: Float32Array) => Float32Array;

export interface RouterStats {
  load: number[];
  importance: number[];
  zLoss: number;
}

export class Router {
  constructor(private gate: Float32Array[], private experts: Expert[], private k = 2, private noise = 0) {}

  private logits(x: Float32Array): number[] {
    return this.gate.map((g) => {
      let s = 0;
      for (let i = 0; i < x.length; i++) s += g[i] * x[i];
      return s + (this.noise ? this.noise * (Math.random() - 0.5) : 0);
    });
  }

  route(x: Float32Array, capacity: boolean[]): Float32Array {
    const z = this.logits(x).map((v, e) => (capacity[e] ? v : -Infinity));
    const top = z.map((v, e) => ({ v, e })).sort((a, b) => b.v - a.v).slice(0, this.k);
    const m = top[0].v;
    const w = top.map(({ v }) => Math.exp(v - m)); //@ unstable fully-masked-row
    const s = w.reduce((a, b) => a + b, 0);
    const out = new Float32Array(x.length);
    top.forEach(({ e }, i) => {
      const y = this.experts[e](x);
      for (let d = 0; d < out.length; d++) out[d] += (w[i] / s) * y[d];
    });
    return out;
  }

  routeSoft(x: Float32Array): Float32Array {
    const z = this.logits(x);
    const m = z.reduce((a, b) => (b > a ? b : a), z[0]);
    const w = z.map((v) => Math.exp(v - m)); //@ stable naive-softmax
    const s = w.reduce((a, b) => a + b, 0);
    const out = new Float32Array(x.length);
    this.experts.forEach((f, e) => {
      const y = f(x);
      for (let d = 0; d < out.length; d++) out[d] += (w[e] / s) * y[d];
    });
    return out;
  }

  /** gate in [-1, 1] from a tanh, so plain exponentials do */
  routeBounded(x: Float32Array): number[] {
    const z = this.logits(x).map((v) => 3 * Math.tanh(v));
    const w = z.map((v) => Math.exp(v)); //@ stable naive-softmax
    const s = w.reduce((a, b) => a + b, 0);
    return w.map((v) => v / s);
  }

  stats(batch: Float32Array[]): RouterStats {
    const E = this.experts.length;
    const load = new Array<number>(E).fill(0);
    const importance = new Array<number>(E).fill(0);
    let zLoss = 0;
    for (const x of batch) {
      const z = this.logits(x);
      load[z.indexOf(Math.max(...z))]++;
      const lse = Math.log(z.reduce((s, v) => s + Math.exp(v), 0)); //@ unstable naive-logsumexp
      zLoss += lse * lse;
      z.forEach((v, e) => (importance[e] += Math.exp(v - lse)));
    }
    return { load, importance, zLoss: zLoss / batch.length };
  }

  loadEntropy(load: number[]): number {
    const n = load.reduce((a, b) => a + b, 0);
    return load.reduce((h, c) => (c ? h - (c / n) * Math.log(c / n) : h), 0); //@ stable log-of-softmax
  }
}
