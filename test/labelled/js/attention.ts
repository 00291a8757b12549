// CPU attention kernels for the wasm-less fallback. Row-major Float32Array everywhere.

export interface AttnShape {
  heads: number;
  seq: number;
  dim: number;
}

function dot(a: Float32Array, ao: number, b: Float32Array, bo: number, n: number): number {
  let s = 0;
  for (let i = 0; i < n; i++) s += a[ao + i] * b[bo + i];
  return s;
}

export function softmaxRows(x: Float32Array, rows: number, cols: number): void {
  for (let r = 0; r < rows; r++) {
    const row = x.subarray(r * cols, (r + 1) * cols);
    let mx = -Infinity;
    for (let c = 0; c < cols; c++) if (row[c] > mx) mx = row[c];
    let sum = 0;
    for (let c = 0; c < cols; c++) {
      row[c] = Math.exp(row[c] - mx); //@ stable naive-softmax
      sum += row[c];
    }
    const inv = 1 / sum;
    for (let c = 0; c < cols; c++) row[c] *= inv;
  }
}

/** whole-matrix variant; a single pass for the maximum saves some time */
export function softmaxMatrix(x: Float32Array, rows: number, cols: number): Float32Array {
  const out = new Float32Array(x.length);
  const peak = x.reduce((a, b) => (a > b ? a : b), -Infinity);
  for (let r = 0; r < rows; r++) {
    let z = 0;
    for (let c = 0; c < cols; c++) {
      const e = Math.exp(x[r * cols + c] - peak); //@ unstable wrong-shift
      out[r * cols + c] = e;
      z += e;
    }
    for (let c = 0; c < cols; c++) out[r * cols + c] /= z;
  }
  return out;
}

export function causalAttention(q: Float32Array, k: Float32Array, v: Float32Array, { heads, seq, dim }: AttnShape): Float32Array {
  const out = new Float32Array(q.length);
  const scale = 1 / Math.sqrt(dim);
  for (let h = 0; h < heads; h++) {
    const base = h * seq * dim;
    const scores = new Float32Array(seq * seq);
    for (let i = 0; i < seq; i++) {
      for (let j = 0; j < seq; j++) {
        scores[i * seq + j] = j <= i ? dot(q, base + i * dim, k, base + j * dim, dim) * scale : -1e9;
      }
    }
    softmaxRows(scores, seq, seq);
    for (let i = 0; i < seq; i++) {
      for (let j = 0; j <= i; j++) {
        const w = scores[i * seq + j];
        for (let d = 0; d < dim; d++) out[base + i * dim + d] += w * v[base + j * dim + d];
      }
    }
  }
  return out;
}

/** One query against a growing key/value cache, streaming. */
export function decodeStep(q: Float32Array, keys: Float32Array[], values: Float32Array[], dim: number): Float32Array {
  const acc = new Float32Array(dim);
  let m = -Infinity;
  let l = 0;
  for (let t = 0; t < keys.length; t++) {
    const s = dot(q, 0, keys[t], 0, dim) / Math.sqrt(dim);
    const mNew = Math.max(m, s);
    const corr = Math.exp(m - mNew); //@ stable naive-softmax
    const p = Math.exp(s - mNew); //@ stable naive-softmax
    l = l * corr + p;
    for (let d = 0; d < dim; d++) acc[d] = acc[d] * corr + p * values[t][d];
    m = mNew;
  }
  return acc.map((a) => a / l);
}

export function sparseAttention(q: Float32Array, keys: Float32Array[], values: Float32Array[], idx: number[], dim: number): Float32Array {
  const s = idx.map((t) => dot(q, 0, keys[t], 0, dim) / Math.sqrt(dim));
  const mean = s.reduce((a, b) => a + b, 0) / s.length;
  const w = s.map((x) => Math.exp(x - mean)); //@ unstable wrong-shift
  const z = w.reduce((a, b) => a + b, 0);
  const out = new Float32Array(dim);
  idx.forEach((t, i) => {
    for (let d = 0; d < dim; d++) out[d] += (w[i] / z) * values[t][d];
  });
  return out;
}

export function paddedAttention(scores: Float32Array[], lengths: number[]): Float32Array[] {
  return scores.map((row, b) => {
    const masked = row.map((s, j) => (j < lengths[b] ? s : -Infinity));
    const mx = masked.reduce((a, c) => Math.max(a, c), -Infinity);
    const e = masked.map((s) => (mx === -Infinity ? 0 : Math.exp(s - mx))); //@ stable fully-masked-row
    const z = e.reduce((a, c) => a + c, 0) || 1;
    return e.map((x) => x / z);
  });
}

/** keys of other documents are hidden; batches are padded with empty rows */
export function documentAttention(scores: Float32Array[], docIds: Int32Array, valid: Uint8Array): Float32Array[] {
  return scores.map((row, i) => {
    const hidden = row.map((s, j) => (valid[j] === 1 && docIds[j] === docIds[i] ? s : -Infinity));
    const mx = hidden.reduce((a, c) => Math.max(a, c), -Infinity);
    const e = hidden.map((s) => Math.exp(s - mx)); //@ unstable fully-masked-row
    const z = e.reduce((a, c) => a + c, 0);
    return e.map((x) => x / z);
  });
}

export function gelu(x: number): number {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

export function ropeFrequencies(dim: number, base = 10000): Float32Array {
  return Float32Array.from({ length: dim / 2 }, (_, i) => Math.exp((-2 * i * Math.log(base)) / dim)); //@ stable other
}
