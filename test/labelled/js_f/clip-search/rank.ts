import { Vec, cosine, l2normalize } from './embed';

export const LOGIT_SCALE = 100;

/** zero-shot label probabilities */
export function zeroShot(image: ArrayLike<number>, labels: Vec[]): number[] {
  const q = l2normalize(image);
  const w = labels.map(l => Math.exp(LOGIT_SCALE * cosine(q, l2normalize(l)))); //@ stable naive-softmax
  const z = w.reduce((a, b) => a + b, 0);
  return w.map(v => v / z);
}

/** buffer version for the worker: no allocation per query */
export function zeroShotInto(out: Float32Array, image: ArrayLike<number>, labels: Vec[]): void {
  const q = l2normalize(image);
  let z = 0;
  for (let i = 0; i < labels.length; i++) {
    out[i] = Math.exp(LOGIT_SCALE * cosine(q, labels[i])); //@ unstable naive-softmax
    z += out[i];
  }
  for (let i = 0; i < labels.length; i++) out[i] /= z;
}

export function siglip(image: Vec, labels: Vec[], scale = 117.3, bias = -12.9): number[] {
  return labels.map(l => 1 / (1 + Math.exp(-(scale * cosine(image, l) + bias)))); //@ stable naive-sigmoid
}

/** symmetric InfoNCE of a batch of pairs, to check a fine-tuned export */
export function infoNce(images: Vec[], texts: Vec[]): number {
  let s = 0;
  images.forEach((im, i) => {
    const p = zeroShot(im, texts);
    s -= Math.log(p[i]); //@ stable nll-of-softmax
  });
  return s / images.length;
}

/** cross-encoder scores, straight from the reranker head */
export function rerankWeights(scores: number[]): number[] {
  return toShares(scores.map(s => Math.exp(2.5 * s))); //@ unstable naive-softmax across
}

function toShares(v: number[]): number[] {
  const total = v.reduce((a, b) => a + b, 0);
  return v.map(x => x / total);
}
