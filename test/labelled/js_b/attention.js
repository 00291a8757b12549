// Scaled dot-product attention, single head, plain arrays

function matmul(a, b) {
  return a.map((row) => b[0].map((_, j) => row.reduce((s, v, k) => s + v * b[k][j], 0)));
}

function transpose(m) {
  return m[0].map((_, j) => m.map((row) => row[j]));
}

function softmaxRows(m) {
  return m.map((row) => {
    const e = row.map((x) => Math.exp(x)); //@ unstable naive-softmax
    const s = e.reduce((a, b) => a + b);
    return e.map((x) => x / s);
  });
}

function causalSoftmax(scores) {
  const n = scores.length;
  const out = [];
  for (let i = 0; i < n; i++) {
    let max = -Infinity;
    for (let j = 0; j <= i; j++) if (scores[i][j] > max) max = scores[i][j];
    const row = new Array(n).fill(0);
    let sum = 0;
    for (let j = 0; j <= i; j++) {
      row[j] = Math.exp(scores[i][j] - max); //@ stable naive-softmax
      sum += row[j];
    }
    for (let j = 0; j <= i; j++) row[j] /= sum;
    out.push(row);
  }
  return out;
}

function paddedSoftmax(scores, mask) {
  return scores.map((row, i) => {
    const masked = row.map((s, j) => (mask[i][j] ? s : -Infinity));
    const m = Math.max(...masked);
    const e = masked.map((s) => Math.exp(s - m)); //@ unstable fully-masked-row
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / z);
  });
}

function attention(Q, K, V, { causal = false, mask = null } = {}) {
  const scale = 1 / Math.sqrt(Q[0].length);
  const scores = matmul(Q, transpose(K)).map((r) => r.map((v) => v * scale));
  let w;
  if (mask) w = paddedSoftmax(scores, mask);
  else if (causal) w = causalSoftmax(scores);
  else w = softmaxRows(scores);
  return { out: matmul(w, V), weights: w };
}

function positionalEncoding(len, dim) {
  const pe = [];
  for (let p = 0; p < len; p++) {
    pe.push(
      Array.from({ length: dim }, (_, i) => {
        const angle = p * Math.exp((-Math.log(10000) * 2 * Math.floor(i / 2)) / dim);
        return i % 2 ? Math.cos(angle) : Math.sin(angle);
      })
    );
  }
  return pe;
}

module.exports = { attention, positionalEncoding, softmaxRows };
