// row-major [rows, cols] helpers over Float32Array
export function matmul(a, b, m, k, n, out = new Float32Array(m * n)) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let s = 0;
      for (let c = 0; c < k; c++) s += a[i * k + c] * b[c * n + j];
      out[i * n + j] = s;
    }
  }
  return out;
}

export function layerNorm(x, g, b, rows, cols) {
  const out = new Float32Array(x.length);
  for (let r = 0; r < rows; r++) {
    const off = r * cols;
    let mu = 0, v = 0;
    for (let c = 0; c < cols; c++) mu += x[off + c] / cols;
    for (let c = 0; c < cols; c++) v += (x[off + c] - mu) ** 2 / cols;
    const inv = 1 / Math.sqrt(v + 1e-5);
    for (let c = 0; c < cols; c++) out[off + c] = (x[off + c] - mu) * inv * g[c] + b[c];
  }
  return out;
}

export function gelu(x) {
  return x.map((v) => 0.5 * v * (1 + Math.tanh(0.7978845608 * (v + 0.044715 * v * v * v))));
}

export function softmaxInPlace(x, off, n) {
  let hi = x[off];
  for (let i = 1; i < n; i++) hi = x[off + i] > hi ? x[off + i] : hi;
  let z = 0;
  for (let i = 0; i < n; i++) z += x[off + i] = Math.exp(x[off + i] - hi); //@ stable naive-softmax
  for (let i = 0; i < n; i++) x[off + i] /= z;
}

export function softmaxMatrix(x, rows, cols) {
  const out = new Float32Array(x.length);
  let hi = -Infinity;
  for (let i = 0; i < x.length; i++) hi = Math.max(hi, x[i]);
  for (let r = 0; r < rows; r++) {
    let z = 0;
    for (let c = 0; c < cols; c++) {
      out[r * cols + c] = Math.exp(x[r * cols + c] - hi); //@ unstable wrong-shift
      z += out[r * cols + c];
    }
    for (let c = 0; c < cols; c++) out[r * cols + c] /= z;
  }
  return out;
}
