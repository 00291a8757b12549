import ndarray from 'ndarray';
import ops from 'ndarray-ops';
import gemm from 'ndarray-gemm';
import zeros from 'zeros';

export function linear(x, w, b) {
  const out = zeros([x.shape[0], w.shape[1]], 'float32');
  gemm(out, x, w);
  for (let i = 0; i < out.shape[0]; i++) ops.addeq(out.pick(i, null), b);
  return out;
}

export function relu(x) {
  ops.maxseq(x, 0);
  return x;
}

export function softmaxRows(x) {
  for (let i = 0; i < x.shape[0]; i++) {
    const row = x.pick(i, null);
    ops.expeq(row); //@ unstable naive-softmax
    ops.divseq(row, ops.sum(row));
  }
  return x;
}

export function attentionWeights(scores) {
  const out = zeros(scores.shape, 'float32');
  for (let i = 0; i < scores.shape[0]; i++) {
    const src = scores.pick(i, null);
    const dst = out.pick(i, null);
    ops.subs(dst, src, ops.sup(src));
    ops.expeq(dst); //@ stable naive-softmax
    ops.divseq(dst, ops.sum(dst));
  }
  return out;
}

export function logSumExpRows(x) {
  const res = zeros([x.shape[0]], 'float32');
  for (let i = 0; i < x.shape[0]; i++) {
    let s = 0;
    for (let j = 0; j < x.shape[1]; j++) s += Math.exp(x.get(i, j));
    res.set(i, Math.log(s)); //@ unstable naive-logsumexp
  }
  return res;
}

export function gaussianBlur1d(sigma, radius) {
  const k = ndarray(new Float32Array(2 * radius + 1));
  for (let i = -radius; i <= radius; i++) {
    k.set(i + radius, Math.exp(-(i * i) / (2 * sigma * sigma))); //@ stable other
  }
  ops.divseq(k, ops.sum(k));
  return k;
}

export function crossEntropy(logits, targets) {
  const p = softmaxRows(logits);
  let loss = 0;
  for (let i = 0; i < targets.length; i++) {
    loss -= Math.log(p.get(i, targets[i])); //@ unstable nll-of-softmax across
  }
  return loss / targets.length;
}

export function topk(row, k) {
  const idx = Array.from({ length: row.shape[0] }, (_, i) => i);
  idx.sort((a, b) => row.get(b) - row.get(a));
  return idx.slice(0, k);
}
