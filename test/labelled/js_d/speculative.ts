// Speculative decoding with a draft model running in a worker
type Logits = Float32Array;

export interface LM {
  name: string;
  forward(ids: number[], last: number): Promise<Logits[]>;
}

function dist(z: Logits, temp: number): Float64Array {
  const t = Math.max(temp, 1e-3);
  let m = -Infinity;
  for (const v of z) if (v > m) m = v;
  const p = new Float64Array(z.length);
  let s = 0;
  z.forEach((v, i) => {
    p[i] = Math.exp((v - m) / t); //@ stable zero-temperature
    s += p[i];
  });
  return p.map((v) => v / s);
}

function pick(p: Float64Array): number {
  let r = Math.random();
  for (let i = 0; i < p.length; i++) {
    r -= p[i];
    if (r <= 0) return i;
  }
  return p.length - 1;
}

function residual(p: Float64Array, q: Float64Array): Float64Array {
  const d = p.map((v, i) => Math.max(0, v - q[i]));
  const z = d.reduce((a, b) => a + b, 0);
  return z > 0 ? d.map((v) => v / z) : p;
}

export interface Stats {
  accepted: number;
  proposed: number;
  kl: number[];
}

function klDivergence(p: Float64Array, q: Float64Array): number {
  let kl = 0;
  for (let i = 0; i < p.length; i++) kl += p[i] * (Math.log(p[i]) - Math.log(q[i])); //@ unstable log-of-softmax across
  return kl;
}

export class Speculator {
  readonly stats: Stats = { accepted: 0, proposed: 0, kl: [] };

  constructor(private target: LM, private draft: LM, private gamma = 4, private temp = 0.8) {}

  async step(ids: number[]): Promise<number[]> {
    const seq = [...ids];
    const qs: Float64Array[] = [];
    for (let i = 0; i < this.gamma; i++) {
      const [z] = await this.draft.forward(seq, 1);
      const q = dist(z, this.temp);
      qs.push(q);
      seq.push(pick(q));
    }
    const zs = await this.target.forward(seq, this.gamma + 1);
    const ps = zs.map((z) => dist(z, this.temp));
    const out = [...ids];
    for (let i = 0; i < this.gamma; i++) {
      const tok = seq[ids.length + i];
      this.stats.proposed += 1;
      this.stats.kl.push(klDivergence(ps[i], qs[i]));
      if (Math.random() < Math.min(1, ps[i][tok] / qs[i][tok])) {
        out.push(tok);
        this.stats.accepted += 1;
      } else {
        out.push(pick(residual(ps[i], qs[i])));
        return out;
      }
    }
    out.push(pick(ps[this.gamma]));
    return out;
  }

  get rate(): number {
    return this.stats.accepted / Math.max(1, this.stats.proposed);
  }
}

export function expectedSpeedup(alpha: number, gamma: number, c: number): number {
  return (1 - alpha ** (gamma + 1)) / ((1 - alpha) * (gamma * c + 1));
}

/** Gumbel-max draw, avoids building the distribution at all */
export function gumbelPick(z: Logits, temp: number): number {
  let best = -Infinity;
  let arg = 0;
  for (let i = 0; i < z.length; i++) {
    const u = Math.min(Math.max(Math.random(), 1e-12), 1 - 1e-12);
    const g = -Math.log(-Math.log(u)); //@ stable other
    const s = z[i] + temp * g;
    if (s > best) {
      best = s;
      arg = i;
    }
  }
  return arg;
}
