import FFT from 'fft.js';

const SAMPLE_RATE = 16000;
const N_FFT = 512;
const HOP = 160;
const N_MELS = 40;

export const hzToMel = (hz) => 1127 * Math.log(1 + hz / 700); //@ stable naive-softplus
export const melToHz = (mel) => 700 * (Math.exp(mel / 1127) - 1); //@ stable other

function hann(n) {
  return Float32Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (n - 1)));
}

function filterbank() {
  const lo = hzToMel(20);
  const hi = hzToMel(SAMPLE_RATE / 2);
  const pts = Array.from({ length: N_MELS + 2 }, (_, i) => melToHz(lo + ((hi - lo) * i) / (N_MELS + 1)));
  const bins = pts.map((hz) => Math.floor(((N_FFT + 1) * hz) / SAMPLE_RATE));
  return Array.from({ length: N_MELS }, (_, m) => {
    const w = new Float32Array(N_FFT / 2 + 1);
    for (let k = bins[m]; k < bins[m + 1]; k++) w[k] = (k - bins[m]) / (bins[m + 1] - bins[m]);
    for (let k = bins[m + 1]; k < bins[m + 2]; k++) w[k] = (bins[m + 2] - k) / (bins[m + 2] - bins[m + 1]);
    return w;
  });
}

export class MelExtractor {
  constructor() {
    this.fft = new FFT(N_FFT);
    this.window = hann(N_FFT);
    this.banks = filterbank();
    this.noiseFloor = new Float32Array(N_MELS);
  }

  frame(samples, offset) {
    const buf = new Array(N_FFT).fill(0);
    for (let i = 0; i < N_FFT && offset + i < samples.length; i++) buf[i] = samples[offset + i] * this.window[i];
    const spec = this.fft.createComplexArray();
    this.fft.realTransform(spec, buf);
    return this.banks.map((w) => {
      let e = 0;
      for (let k = 0; k <= N_FFT / 2; k++) e += w[k] * (spec[2 * k] ** 2 + spec[2 * k + 1] ** 2);
      return Math.log(e + 1e-6); //@ stable log-eps-hack
    });
  }

  logMel(samples) {
    const out = [];
    for (let off = 0; off + N_FFT <= samples.length; off += HOP) out.push(this.frame(samples, off));
    return out;
  }

  /** speech probability per frame from energy, logistic in dB over the floor */
  vad(frames) {
    return frames.map((f) => {
      const db = f.reduce((s, v, i) => s + (v - this.noiseFloor[i]), 0) / N_MELS;
      const x = Math.max(-30, Math.min(30, db));
      return Math.exp(x) / (1 + Math.exp(x)); //@ stable naive-sigmoid
    });
  }

  spectralEntropy(frame) {
    const power = frame.map((v) => Math.exp(v));
    const total = power.reduce((a, b) => a + b, 0);
    return -power.reduce((h, p) => {
      const q = p / total;
      return q > 0 ? h + q * Math.log2(q) : h; //@ stable log-of-softmax
    }, 0);
  }
}

export const toDb = (amp) => 20 * Math.log10(Math.max(amp, 1e-5)); //@ stable other
export const fadeGain = (t, tau) => Math.exp(-t / tau); //@ stable other
