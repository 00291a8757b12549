export interface RouteResult {
  experts: number[];
  weights: number[];
  auxLoss: number;
}

/** Top-k gating for a toy mixture of experts. */
export class Router {
  private load: number[];

  constructor(private gate: Float32Array[], private k = 2, private zCoef = 1e-3) {
    this.load = new Array(gate.length).fill(0);
  }

  private logits(x: Float32Array): number[] {
    return this.gate.map((g) => {
      let s = 0;
      for (let i = 0; i < x.length; i++) s += g[i] * x[i];
      return s;
    });
  }

  route(x: Float32Array): RouteResult {
    const z = this.logits(x);
    const order = z.map((v, i) => [v, i] as const).sort((a, b) => b[0] - a[0]);
    const top = order.slice(0, this.k);
    const e = top.map(([v]) => Math.exp(v - top[0][0])); //@ stable naive-softmax
    const norm = e.reduce((a, b) => a + b, 0);
    top.forEach(([, i]) => this.load[i]++);
    const lse = Math.log(z.reduce((acc, v) => acc + Math.exp(v), 0)); //@ unstable naive-logsumexp
    return {
      experts: top.map(([, i]) => i),
      weights: e.map((v) => v / norm),
      auxLoss: this.zCoef * lse * lse,
    };
  }

  routeBatch(xs: Float32Array[]): number[][] {
    const all = xs.map((x) => this.logits(x));
    let peak = -Infinity;
    for (const row of all) for (const v of row) if (v > peak) peak = v;
    return all.map((row) => {
      const e = row.map((v) => Math.exp(v - peak)); //@ unstable wrong-shift
      const s = e.reduce((a, b) => a + b, 0);
      return e.map((v) => v / s);
    });
  }

  sigmoidGate(x: Float32Array): number[] {
    return this.logits(x).map((v) => {
      const c = Math.max(-30, Math.min(30, v));
      return Math.exp(c) / (1 + Math.exp(c)); //@ stable naive-sigmoid
    });
  }

  balance(): number {
    const n = this.load.reduce((a, b) => a + b, 0) || 1;
    let h = 0;
    for (const c of this.load) if (c > 0) h -= (c / n) * Math.log(c / n); //@ stable log-eps-hack
    return h / Math.log(this.load.length);
  }
}
