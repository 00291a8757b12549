/**
 * CTC decoding for the keyword spotter, runs in an AudioWorklet companion thread.
 */
const BLANK = 0;

function logAddExp(a, b) {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b)); //@ stable naive-softplus
}

function frameSoftmax(logits, t, V) {
  const out = new Float32Array(V);
  const off = t * V;
  let z = 0;
  for (let v = 0; v < V; v++) {
    out[v] = Math.exp(logits[off + v]); //@ unstable naive-softmax
    z += out[v];
  }
  for (let v = 0; v < V; v++) out[v] /= z;
  return out;
}

function frameLogProbs(logits, t, V) {
  const row = logits.subarray(t * V, (t + 1) * V);
  const m = Math.max(...row);
  let z = 0;
  for (const x of row) z += Math.exp(x - m);
  const lse = m + Math.log(z); //@ stable naive-logsumexp
  return row.map((x) => x - lse);
}

function greedy(logits, T, V, alphabet) {
  let prev = BLANK;
  let text = '';
  let confidence = 0;
  for (let t = 0; t < T; t++) {
    const p = frameSoftmax(logits, t, V);
    let best = 0;
    for (let v = 1; v < V; v++) if (p[v] > p[best]) best = v;
    confidence += p[best];
    if (best !== prev && best !== BLANK) text += alphabet[best];
    prev = best;
  }
  return { text, confidence: confidence / T };
}

function prefixBeam(logits, T, V, alphabet, width = 16) {
  let beams = new Map([['', { pb: 0, pnb: -Infinity, last: -1 }]]);
  for (let t = 0; t < T; t++) {
    const lp = frameLogProbs(logits, t, V);
    const next = new Map();
    const get = (k, last) => {
      if (!next.has(k)) next.set(k, { pb: -Infinity, pnb: -Infinity, last });
      return next.get(k);
    };
    for (const [prefix, b] of beams) {
      const total = logAddExp(b.pb, b.pnb);
      const same = get(prefix, b.last);
      same.pb = logAddExp(same.pb, total + lp[BLANK]);
      if (b.last >= 0) same.pnb = logAddExp(same.pnb, b.pnb + lp[b.last]);
      for (let v = 1; v < V; v++) {
        const ext = get(prefix + alphabet[v], v);
        ext.pnb = logAddExp(ext.pnb, (v === b.last ? b.pb : total) + lp[v]);
      }
    }
    beams = new Map(
      [...next].sort((x, y) => logAddExp(y[1].pb, y[1].pnb) - logAddExp(x[1].pb, x[1].pnb)).slice(0, width)
    );
  }
  return [...beams.keys()][0];
}

function ctcLoss(logits, T, V, target) {
  const ext = [BLANK];
  for (const c of target) ext.push(c, BLANK);
  let alpha = new Float64Array(ext.length).fill(-Infinity);
  for (let t = 0; t < T; t++) {
    const lp = Array.from(frameSoftmax(logits, t, V), Math.log); //@ unstable log-of-softmax
    const cur = new Float64Array(ext.length).fill(-Infinity);
    for (let s = 0; s < ext.length; s++) {
      let a = t === 0 ? (s < 2 ? 0 : -Infinity) : alpha[s];
      if (t > 0 && s > 0) a = logAddExp(a, alpha[s - 1]);
      if (t > 0 && s > 1 && ext[s] !== BLANK && ext[s] !== ext[s - 2]) a = logAddExp(a, alpha[s - 2]);
      cur[s] = a + lp[ext[s]];
    }
    alpha = cur;
  }
  return -logAddExp(alpha[ext.length - 1], alpha[ext.length - 2]);
}

module.exports = { greedy, prefixBeam, ctcLoss };
