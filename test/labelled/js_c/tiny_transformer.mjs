// Minimal GPT forward pass on typed arrays.
import { readFile } from 'node:fs/promises';
import { argv } from 'node:process';

const cfg = { nEmbd: 192, nHead: 6, nLayer: 6, blockSize: 128, vocab: 65 };

function matmul(x, w, n, din, dout) {
  const y = new Float32Array(n * dout);
  for (let i = 0; i < n; i++)
    for (let o = 0; o < dout; o++) {
      let s = 0;
      for (let k = 0; k < din; k++) s += x[i * din + k] * w[k * dout + o];
      y[i * dout + o] = s;
    }
  return y;
}

function layerNorm(x, g, b, n, d) {
  const y = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    const row = x.subarray(i * d, (i + 1) * d);
    const mu = row.reduce((a, v) => a + v, 0) / d;
    const va = row.reduce((a, v) => a + (v - mu) ** 2, 0) / d;
    const inv = 1 / Math.sqrt(va + 1e-5);
    for (let k = 0; k < d; k++) y[i * d + k] = (row[k] - mu) * inv * g[k] + b[k];
  }
  return y;
}

function attention(q, k, v, n) {
  const { nEmbd, nHead } = cfg;
  const hs = nEmbd / nHead;
  const scale = 1 / Math.sqrt(hs);
  const out = new Float32Array(n * nEmbd);
  const att = new Float32Array(n);
  for (let h = 0; h < nHead; h++) {
    for (let i = 0; i < n; i++) {
      let total = 0;
      for (let j = 0; j <= i; j++) {
        let s = 0;
        for (let c = 0; c < hs; c++) s += q[i * nEmbd + h * hs + c] * k[j * nEmbd + h * hs + c];
        att[j] = Math.exp(s * scale); //@ unstable naive-softmax
        total += att[j];
      }
      for (let j = 0; j <= i; j++) {
        const a = att[j] / total;
        for (let c = 0; c < hs; c++) out[i * nEmbd + h * hs + c] += a * v[j * nEmbd + h * hs + c];
      }
    }
  }
  return out;
}

const gelu = (x) => x.map((v) => 0.5 * v * (1 + Math.tanh(0.7978845608 * (v + 0.044715 * v ** 3))));
const silu = (x) => x.map((v) => v / (1 + Math.exp(-v))); //@ stable naive-sigmoid

function mlp(x, blk, n) {
  const d = cfg.nEmbd;
  const act = blk.gated ? silu : gelu;
  return matmul(act(matmul(x, blk.fc, n, d, 4 * d)), blk.proj, n, 4 * d, d);
}

export function forward(params, ids) {
  const n = ids.length;
  const d = cfg.nEmbd;
  let x = new Float32Array(n * d);
  ids.forEach((id, i) => {
    for (let c = 0; c < d; c++) x[i * d + c] = params.wte[id * d + c] + params.wpe[i * d + c];
  });
  for (const blk of params.blocks) {
    const h = layerNorm(x, blk.g1, blk.b1, n, d);
    const a = attention(matmul(h, blk.wq, n, d, d), matmul(h, blk.wk, n, d, d), matmul(h, blk.wv, n, d, d), n);
    x = x.map((v, i) => v + a[i]);
    const m = mlp(layerNorm(x, blk.g2, blk.b2, n, d), blk, n);
    x = x.map((v, i) => v + m[i]);
  }
  return matmul(x.subarray((n - 1) * d), params.head, 1, d, cfg.vocab);
}

function sample(logits, temperature = 0.9) {
  const scaled = logits.map((l) => l / temperature);
  const top = scaled.reduce((a, b) => Math.max(a, b), -Infinity);
  const w = scaled.map((l) => Math.exp(l - top)); //@ stable naive-softmax
  let r = Math.random() * w.reduce((a, b) => a + b, 0);
  return w.findIndex((x) => (r -= x) <= 0);
}

if (argv[2]) {
  const params = JSON.parse(await readFile(argv[2], 'utf8'));
  const ids = [0];
  for (let t = 0; t < 200; t++) {
    ids.push(sample(forward(params, ids.slice(-cfg.blockSize))));
  }
  console.log(ids.join(' '));
}
