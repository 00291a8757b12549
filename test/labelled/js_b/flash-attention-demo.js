// streaming (tiled) attention, for the blog post

export function streamingAttention(q, keys, values) {
  let m = -Infinity;
  let l = 0;
  let acc = new Float32Array(values[0].length);
  for (let i = 0; i < keys.length; i++) {
    let s = 0;
    for (let d = 0; d < q.length; d++) s += q[d] * keys[i][d];
    s /= Math.sqrt(q.length);
    const mNew = Math.max(m, s);
    const scale = Math.exp(m - mNew); //@ stable naive-softmax
    const p = Math.exp(s - mNew); //@ stable naive-softmax
    l = l * scale + p;
    for (let d = 0; d < acc.length; d++) acc[d] = acc[d] * scale + p * values[i][d];
    m = mNew;
  }
  return acc.map((v) => v / l);
}

export function twoPass(q, keys, values) {
  const n = keys.length;
  const s = new Float32Array(n);
  let max = Number.MIN_VALUE;
  for (let i = 0; i < n; i++) {
    for (let d = 0; d < q.length; d++) s[i] += q[d] * keys[i][d];
    if (s[i] > max) max = s[i];
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    s[i] = Math.exp(s[i] - max); //@ unstable wrong-shift
    sum += s[i];
  }
  const out = new Float32Array(values[0].length);
  for (let i = 0; i < n; i++) for (let d = 0; d < out.length; d++) out[d] += (s[i] / sum) * values[i][d];
  return out;
}

/** in place over a flat row-major buffer, as in the wasm version */
export function softmaxInPlace(buf, rows, cols) {
  for (let r = 0; r < rows; r++) {
    const off = r * cols;
    let max = buf[off];
    for (let c = 1; c < cols; c++) if (buf[off + c] > max) max = buf[off + c];
    let sum = 0;
    for (let c = 0; c < cols; c++) {
      buf[off + c] = Math.exp(buf[off + c] - max); //@ stable naive-softmax
      sum += buf[off + c];
    }
    for (let c = 0; c < cols; c++) buf[off + c] /= sum;
  }
}

export function alibiBias(heads, len) {
  return Array.from({ length: heads }, (_, h) => {
    const slope = Math.pow(2, (-8 * (h + 1)) / heads);
    return Array.from({ length: len }, (_, i) => -slope * i);
  });
}

export function benchmark(fn, n = 50) {
  const t0 = performance.now();
  for (let i = 0; i < n; i++) fn();
  const ms = (performance.now() - t0) / n;
  console.log(fn.name, ms.toFixed(3), 'ms', 'log10', Math.log10(ms).toFixed(2));
  return ms;
}
