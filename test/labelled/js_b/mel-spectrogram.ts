import { fft } from './fft';

export interface MelOptions {
  sampleRate: number;
  nFft: number;
  hop: number;
  nMels: number;
}

const hzToMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const melToHz = (mel: number): number => 700 * (Math.pow(10, mel / 2595) - 1);

function hann(n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => 0.5 * (1 - Math.cos((2 * Math.PI * i) / n)));
}

function filterBank(o: MelOptions): Float32Array[] {
  const lo = hzToMel(0);
  const hi = hzToMel(o.sampleRate / 2);
  const pts = Array.from({ length: o.nMels + 2 }, (_, i) => melToHz(lo + ((hi - lo) * i) / (o.nMels + 1)));
  const bins = pts.map((hz) => Math.floor(((o.nFft + 1) * hz) / o.sampleRate));
  return Array.from({ length: o.nMels }, (_, m) => {
    const f = new Float32Array(o.nFft / 2 + 1);
    for (let k = bins[m]; k < bins[m + 1]; k++) f[k] = (k - bins[m]) / (bins[m + 1] - bins[m]);
    for (let k = bins[m + 1]; k < bins[m + 2]; k++) f[k] = (bins[m + 2] - k) / (bins[m + 2] - bins[m + 1]);
    return f;
  });
}

export function logMel(signal: Float32Array, o: MelOptions): Float32Array[] {
  const win = hann(o.nFft);
  const bank = filterBank(o);
  const frames: Float32Array[] = [];
  for (let s = 0; s + o.nFft <= signal.length; s += o.hop) {
    const spec = fft(signal.subarray(s, s + o.nFft).map((v, i) => v * win[i]));
    const power = spec.map((c) => c.re * c.re + c.im * c.im);
    frames.push(Float32Array.from(bank, (f) => {
      const e = f.reduce((acc, w, k) => acc + w * power[k], 0);
      return Math.log(Math.max(e, 1e-10)); //@ stable log-eps-hack
    }));
  }
  return frames;
}

export function spectralEntropy(power: number[]): number {
  const total = power.reduce((a, b) => a + b, 0) + 1e-12;
  let h = 0;
  for (const p of power) {
    const q = p / total;
    if (q > 0) h -= q * Math.log2(q); //@ stable log-eps-hack
  }
  return h;
}

export const toDb = (amp: number, ref = 1): number => 20 * Math.log10(Math.max(amp, 1e-5) / ref);

/** Keyword spotting head output to probabilities */
export function keywordScores(logits: Float32Array, sensitivity = 1): Float32Array {
  const out = new Float32Array(logits.length);
  let norm = 0;
  logits.forEach((v, i) => {
    out[i] = Math.exp(v * sensitivity); //@ unstable naive-softmax
    norm += out[i];
  });
  return out.map((v) => v / norm);
}
