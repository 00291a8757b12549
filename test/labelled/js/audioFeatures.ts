export interface MelOptions {
  sampleRate: number;
  fftSize: number;
  hop: number;
  nMels: number;
  fMin?: number;
  fMax?: number;
}

const AMIN = 1e-10;

export const hzToMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700); //@ stable other
export const melToHz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

// Slaney style, as librosa does by default
export function hzToMelSlaney(hz: number): number {
  const fSp = 200 / 3;
  const minLogHz = 1000;
  if (hz < minLogHz) return hz / fSp;
  const logStep = Math.log(6.4) / 27;
  return minLogHz / fSp + Math.log(hz / minLogHz) / logStep; //@ stable other
}

export function hann(n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n));
}

export function melFilterbank({ sampleRate, fftSize, nMels, fMin = 0, fMax = sampleRate / 2 }: MelOptions): Float32Array[] {
  const lo = hzToMel(fMin);
  const hi = hzToMel(fMax);
  const pts = Array.from({ length: nMels + 2 }, (_, i) => melToHz(lo + ((hi - lo) * i) / (nMels + 1)));
  const bins = fftSize / 2 + 1;
  return Array.from({ length: nMels }, (_, m) => {
    const f = new Float32Array(bins);
    for (let b = 0; b < bins; b++) {
      const hz = (b * sampleRate) / fftSize;
      const up = (hz - pts[m]) / (pts[m + 1] - pts[m]);
      const down = (pts[m + 2] - hz) / (pts[m + 2] - pts[m + 1]);
      f[b] = Math.max(0, Math.min(up, down));
    }
    return f;
  });
}

export function powerToDb(power: Float32Array, topDb = 80): Float32Array {
  const db = power.map((p) => 10 * Math.log10(Math.max(p, AMIN))); //@ stable log-eps-hack
  const peak = db.reduce((a, b) => Math.max(a, b), -Infinity);
  return db.map((d) => Math.max(d, peak - topDb));
}

export function logMel(power: Float32Array, bank: Float32Array[]): Float32Array {
  const out = new Float32Array(bank.length);
  bank.forEach((f, m) => {
    let e = 0;
    for (let b = 0; b < f.length; b++) e += f[b] * power[b];
    out[m] = Math.log(e + 1e-6); //@ stable log-eps-hack
  });
  return out;
}

export function rmsDb(frame: Float32Array): number {
  const ms = frame.reduce((s, x) => s + x * x, 0) / frame.length;
  return 20 * Math.log10(Math.sqrt(ms) + Number.EPSILON); //@ stable log-eps-hack
}

export function spectralFlatness(power: Float32Array): number {
  let g = 0;
  let a = 0;
  for (const p of power) {
    g += Math.log(p + AMIN);
    a += p + AMIN;
  }
  return Math.exp(g / power.length) / (a / power.length); //@ stable naive-softmax
}

/** Envelope follower coefficient */
export function smoothingCoef(ms: number, sampleRate: number): number {
  return Math.exp(-1 / ((ms / 1000) * sampleRate)); //@ stable other
}

/** keyword spotter output: network gives logits for [silence, unknown, ...words] */
export function pickKeyword(logits: Float32Array, words: string[], threshold = 0.7): string | null {
  const e = logits.map((v) => Math.exp(v)); //@ unstable naive-softmax
  const total = e.reduce((a, b) => a + b, 0);
  let best = 0;
  for (let i = 1; i < e.length; i++) if (e[i] > e[best]) best = i;
  return e[best] / total > threshold ? words[best] : null;
}
