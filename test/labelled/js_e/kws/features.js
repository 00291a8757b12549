export const SAMPLE_RATE = 16000;
export const N_MELS = 40;

const hzToMel = (f) => 2595 * Math.log10(1 + f / 700);
const melToHz = (m) => 700 * (Math.pow(10, m / 2595) - 1);

export function melFilterbank(nfft, nMels = N_MELS, sr = SAMPLE_RATE, fmin = 20, fmax = 7600) {
  const lo = hzToMel(fmin);
  const hi = hzToMel(fmax);
  const pts = Array.from({ length: nMels + 2 }, (_, i) => melToHz(lo + ((hi - lo) * i) / (nMels + 1)));
  const bins = pts.map((f) => Math.floor(((nfft + 1) * f) / sr));
  const fb = [];
  for (let m = 1; m <= nMels; m++) {
    const row = new Float32Array(nfft / 2 + 1);
    for (let k = bins[m - 1]; k < bins[m]; k++) row[k] = (k - bins[m - 1]) / (bins[m] - bins[m - 1]);
    for (let k = bins[m]; k < bins[m + 1]; k++) row[k] = (bins[m + 1] - k) / (bins[m + 1] - bins[m]);
    fb.push(row);
  }
  return fb;
}

export function logMel(power, fb) {
  const out = new Float32Array(fb.length);
  for (let m = 0; m < fb.length; m++) {
    let e = 0;
    for (let k = 0; k < power.length; k++) e += power[k] * fb[m][k];
    out[m] = Math.log(e + 1e-6); //@ stable log-eps-hack
  }
  return out;
}

export function toDb(power, ref = 1) {
  return 10 * Math.log10(Math.max(power, 1e-10) / ref);
}

export function hann(n) {
  return Float32Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (n - 1)));
}
