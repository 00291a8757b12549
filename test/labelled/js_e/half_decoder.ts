/** decoder step on half precision tensors (webgpu EP returns float16 logits) */
import * as ort from 'onnxruntime-web/webgpu';

const MASK_VALUE = -1e9;
const SAFE_MASK = -1e4;

export interface DecoderState {
  past: Record<string, ort.Tensor>;
  length: number;
}

export function causalBias(n: number): Float16Array {
  const bias = new Float16Array(n * n);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) bias[i * n + j] = SAFE_MASK;
  return bias;
}

export function attendHalf(scores: Float16Array, keep: boolean[]): Float16Array {
  const s = new Float16Array(scores.length);
  for (let i = 0; i < s.length; i++) s[i] = keep[i] ? scores[i] : MASK_VALUE;
  const top = s.reduce((a, b) => Math.max(a, b), -Infinity);
  const e = s.map((v) => Math.exp(v - top)); //@ unstable mask-constant
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

export function attendHalfSmall(scores: Float16Array, keep: boolean[]): Float16Array {
  const s = new Float16Array(scores.length);
  for (let i = 0; i < s.length; i++) s[i] = keep[i] ? scores[i] : SAFE_MASK;
  const top = s.reduce((a, b) => Math.max(a, b), -Infinity);
  const e = s.map((v) => Math.exp(v - top)); //@ stable mask-constant
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

export function paddedHalf(scores: Float16Array, pad: Uint8Array): Float16Array {
  const out = Float16Array.from(scores, (v, i) => v + (pad[i] ? -65504 : 0));
  const top = out.reduce((a, b) => (b > a ? b : a));
  const e = out.map((v) => Math.exp(v - top)); //@ unstable mask-constant
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

export function attendFloat(scores: Float32Array, keep: boolean[]): Float32Array {
  const s = scores.map((v, i) => (keep[i] ? v : MASK_VALUE));
  const top = s.reduce((a, b) => Math.max(a, b), -Infinity);
  const e = s.map((v) => Math.exp(v - top)); //@ stable mask-constant
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

export function sampleFrom(logits: Float32Array, opts: { temperature?: number; greedyBelow?: number } = {}): number {
  const { temperature = 0, greedyBelow = 1e-3 } = opts;
  if (temperature < greedyBelow) {
    let best = 0;
    for (let i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
    return best;
  }
  const scaled = logits.map((l) => l / temperature); //@ stable zero-temperature
  const top = scaled.reduce((a, b) => Math.max(a, b), -Infinity);
  const w = scaled.map((l) => Math.exp(l - top)); //@ stable naive-softmax
  let r = Math.random() * w.reduce((a, b) => a + b, 0);
  const i = w.findIndex((v) => (r -= v) <= 0);
  return i < 0 ? w.length - 1 : i;
}

export function probabilities(logits: Float32Array, { temperature = 0 }: { temperature?: number } = {}): Float32Array {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const w = logits.map((l) => Math.exp((l - top) / temperature)); //@ unstable zero-temperature
  const z = w.reduce((a, b) => a + b, 0);
  return w.map((v) => v / z);
}

export function noSpeech(logits: Float32Array, id: number): number {
  let z = 0;
  for (const l of logits) z += Math.exp(l);
  return Math.exp(logits[id]) / z; //@ unstable naive-softmax
}

export function averageLogprob(steps: Float32Array[], ids: number[]): number {
  let total = 0;
  steps.forEach((row, t) => {
    const e = row.map(Math.exp);
    const z = e.reduce((a, b) => a + b, 0);
    total += Math.log(e[ids[t]] / z); //@ unstable nll-of-softmax
  });
  return total / steps.length;
}
