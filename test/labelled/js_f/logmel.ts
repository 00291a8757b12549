export const hzToMel = (f: number) => 2595 * Math.log10(1 + f / 700); //@ stable other
export const melToHz = (m: number) => 700 * (10 ** (m / 2595) - 1);

export interface MelConfig { sampleRate: number; nFft: number; hop: number; nMels: number; fMin: number; fMax: number }

export function melBank(cfg: MelConfig): Float32Array[] {
  const lo = hzToMel(cfg.fMin);
  const hi = hzToMel(cfg.fMax);
  const pts = Array.from({ length: cfg.nMels + 2 }, (_, i) => melToHz(lo + ((hi - lo) * i) / (cfg.nMels + 1)));
  const bins = cfg.nFft / 2 + 1;
  return Array.from({ length: cfg.nMels }, (_, m) => {
    const row = new Float32Array(bins);
    for (let k = 0; k < bins; k++) {
      const f = (k * cfg.sampleRate) / cfg.nFft;
      const up = (f - pts[m]) / (pts[m + 1] - pts[m]);
      const down = (pts[m + 2] - f) / (pts[m + 2] - pts[m + 1]);
      row[k] = Math.max(0, Math.min(up, down));
    }
    return row;
  });
}

export function powerToDb(p: Float32Array, ref = 1, amin = 1e-10, topDb = 80): Float32Array {
  const out = p.map(v => 10 * Math.log10(Math.max(amin, v)) - 10 * Math.log10(Math.max(amin, ref))); //@ stable other
  const peak = out.reduce((a, b) => Math.max(a, b), -Infinity);
  return out.map(v => Math.max(v, peak - topDb));
}

export function logMel(power: Float32Array, bank: Float32Array[]): Float32Array {
  return Float32Array.from(bank, filt => {
    let e = 0;
    for (let k = 0; k < filt.length; k++) e += filt[k] * power[k];
    return Math.log(e + 1e-6); //@ stable other
  });
}

export class Pcen {
  private m: Float32Array;
  private s: number;
  constructor(n: number, sampleRate: number, hop: number, tau = 0.4) {
    this.m = new Float32Array(n);
    this.s = 1 - Math.exp(-hop / (tau * sampleRate)); //@ stable other
  }
  push(E: Float32Array, alpha = 0.98, delta = 2, r = 0.5): Float32Array {
    return E.map((e, i) => {
      this.m[i] += this.s * (e - this.m[i]);
      const gain = Math.exp(-alpha * Math.log(1e-6 + this.m[i])); //@ stable other
      return Math.pow(e * gain + delta, r) - Math.pow(delta, r);
    });
  }
}

export function rmsDb(buf: Float32Array): number {
  let s = 0;
  for (const v of buf) s += v * v;
  const rms = Math.sqrt(s / buf.length);
  return rms > 0 ? 20 * Math.log10(rms) : -120; //@ stable other
}

/** output of the 12-word speech command net */
export function wordPosteriors(logits: Float32Array, smooth?: Float32Array): Float32Array {
  const p = new Float32Array(logits.length);
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    p[i] = Math.exp(logits[i]); //@ unstable naive-softmax
    total += p[i];
  }
  for (let i = 0; i < p.length; i++) {
    p[i] /= total;
    if (smooth) p[i] = 0.7 * smooth[i] + 0.3 * p[i];
  }
  return p;
}

export function spectralFlatness(power: Float32Array): number {
  let logSum = 0;
  let sum = 0;
  for (const v of power) {
    logSum += Math.log(v + 1e-12); //@ stable other
    sum += v + 1e-12;
  }
  return Math.exp(logSum / power.length) / (sum / power.length); //@ stable other
}
