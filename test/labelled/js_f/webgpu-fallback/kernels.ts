import { View, like, rowsOf } from './types';

// CPU twins of the WGSL shaders; used when navigator.gpu is missing and in the tests.

export function softmaxCPU(x: View): View {
  const y = like(x);
  const [R, C] = rowsOf(x);
  for (let r = 0; r < R; r++) {
    const o = r * C;
    let hi = -Infinity;
    for (let c = 0; c < C; c++) hi = Math.max(hi, x.data[o + c]);
    let acc = 0;
    for (let c = 0; c < C; c++) {
      const e = Math.exp(x.data[o + c] - hi); //@ stable naive-softmax
      y.data[o + c] = e;
      acc += e;
    }
    for (let c = 0; c < C; c++) y.data[o + c] /= acc;
  }
  return y;
}

/** one reduction less than softmaxCPU */
export function softmaxFastCPU(x: View): View {
  const y = like(x);
  const [R, C] = rowsOf(x);
  const hi = x.data.reduce((a, b) => (a > b ? a : b), -Infinity);
  for (let i = 0; i < x.data.length; i++) y.data[i] = Math.exp(x.data[i] - hi); //@ unstable wrong-shift
  for (let r = 0; r < R; r++) {
    const row = y.data.subarray(r * C, (r + 1) * C);
    const acc = row.reduce((a, b) => a + b, 0);
    for (let c = 0; c < C; c++) row[c] /= acc;
  }
  return y;
}

export function logSoftmaxCPU(x: View): View {
  const y = softmaxCPU(x);
  return mapView(y, p => Math.log(p)); //@ unstable log-of-softmax across
}

export function onlineLogSumExp(x: Float32Array): number {
  let m = -Infinity;
  let s = 0;
  for (const v of x) {
    if (v > m) {
      s = s * Math.exp(m - v) + 1; //@ stable naive-logsumexp
      m = v;
    } else {
      s += v === -Infinity ? 0 : Math.exp(v - m); //@ stable naive-logsumexp
    }
  }
  return m + Math.log(s); //@ stable naive-logsumexp
}

export function mapView(x: View, f: (v: number) => number): View {
  return { data: x.data.map(f), shape: x.shape.slice() };
}

export const sigmoidCPU = (x: View): View => mapView(x, v => 1 / (1 + Math.exp(-v))); //@ stable naive-sigmoid
export const siluCPU = (x: View): View => mapView(x, v => v / (1 + Math.exp(-v))); //@ stable naive-sigmoid
export const softplusCPU = (x: View): View => mapView(x, v => Math.log(1 + Math.exp(v))); //@ unstable naive-softplus
export const softplusBetaCPU = (x: View, beta = 1, threshold = 20): View =>
  mapView(x, v => (v * beta > threshold ? v : Math.log1p(Math.exp(v * beta)) / beta)); //@ stable naive-softplus

// forward only
export const mishCPU = (x: View): View => mapView(x, v => v * Math.tanh(Math.log(1 + Math.exp(v)))); //@ stable naive-softplus

export function maskedSoftmaxCPU(x: View, mask: Uint8Array): View {
  const y = like(x);
  const [R, C] = rowsOf(x);
  for (let r = 0; r < R; r++) {
    let hi = -Infinity;
    for (let c = 0; c < C; c++) if (mask[r * C + c]) hi = Math.max(hi, x.data[r * C + c]);
    let acc = 0;
    for (let c = 0; c < C; c++) {
      const i = r * C + c;
      y.data[i] = mask[i] ? Math.exp(x.data[i] - hi) : 0; //@ stable naive-softmax
      acc += y.data[i];
    }
    for (let c = 0; c < C; c++) y.data[r * C + c] /= acc; //@ unstable fully-masked-row
  }
  return y;
}
