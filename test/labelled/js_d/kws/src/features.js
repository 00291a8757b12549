// log-mel front end for the wake word model
const SAMPLE_RATE = 16000;
const N_FFT = 512;
const HOP = 160;
const N_MELS = 40;

const hzToMel = (f) => 1127 * Math.log(1 + f / 700); //@ stable naive-softplus
const melToHz = (m) => 700 * (Math.exp(m / 1127) - 1); //@ stable other

export function melFilterbank() {
  const lo = hzToMel(20);
  const hi = hzToMel(SAMPLE_RATE / 2);
  const pts = Array.from({ length: N_MELS + 2 }, (_, i) => {
    const hz = melToHz(lo + ((hi - lo) * i) / (N_MELS + 1));
    return Math.floor(((N_FFT + 1) * hz) / SAMPLE_RATE);
  });
  return Array.from({ length: N_MELS }, (_, m) => {
    const w = new Float32Array(N_FFT / 2 + 1);
    for (let k = pts[m]; k < pts[m + 1]; k++) w[k] = (k - pts[m]) / (pts[m + 1] - pts[m]);
    for (let k = pts[m + 1]; k < pts[m + 2]; k++) w[k] = (pts[m + 2] - k) / (pts[m + 2] - pts[m + 1]);
    return w;
  });
}

const bank = melFilterbank();
const hann = Float32Array.from({ length: N_FFT }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / N_FFT));

function powerSpectrum(frame) {
  const out = new Float32Array(N_FFT / 2 + 1);
  for (let k = 0; k < out.length; k++) {
    let re = 0, im = 0;
    for (let n = 0; n < N_FFT; n++) {
      const ph = (-2 * Math.PI * k * n) / N_FFT;
      re += frame[n] * hann[n] * Math.cos(ph);
      im += frame[n] * hann[n] * Math.sin(ph);
    }
    out[k] = (re * re + im * im) / N_FFT;
  }
  return out;
}

export function logMel(samples) {
  const frames = [];
  for (let s = 0; s + N_FFT <= samples.length; s += HOP) {
    const spec = powerSpectrum(samples.subarray(s, s + N_FFT));
    frames.push(bank.map((w) => {
      let e = 0;
      for (let k = 0; k < w.length; k++) e += w[k] * spec[k];
      return Math.log(e + 1e-6); //@ stable log-eps-hack
    }));
  }
  return frames;
}

export function toDb(rms, ref = 1) {
  return 20 * Math.log10(Math.max(1e-10, rms) / ref); //@ stable other
}

export function pcen(frames, { s = 0.025, alpha = 0.98, delta = 2, r = 0.5, eps = 1e-6 } = {}) {
  let M = frames[0].map(Math.exp);
  return frames.map((f) => {
    const E = f.map((v) => Math.exp(v)); //@ stable naive-softmax
    M = M.map((m, i) => (1 - s) * m + s * E[i]);
    return E.map((e, i) => (e / (eps + M[i]) ** alpha + delta) ** r - delta ** r);
  });
}
