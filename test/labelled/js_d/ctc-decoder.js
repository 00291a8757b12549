// CTC prefix beam search for the handwriting demo
const BLANK = 0;

function lae(a, b) {
  return Math.log(Math.exp(a) + Math.exp(b)); //@ unstable naive-logsumexp
}

function logAddExp(a, b) {
  const hi = a > b ? a : b;
  const lo = a > b ? b : a;
  if (lo === -Infinity) return hi;
  return hi + Math.log(1 + Math.exp(lo - hi)); //@ stable naive-softplus
}

export function frameLogProbs(logits, T, C) {
  const frames = [];
  for (let t = 0; t < T; t++) {
    const row = Array.from(logits.slice(t * C, (t + 1) * C));
    const m = row.reduce((a, b) => Math.max(a, b), row[0]);
    const lse = m + Math.log(row.reduce((a, b) => a + Math.exp(b - m), 0)); //@ stable naive-logsumexp
    frames.push(row.map((v) => v - lse));
  }
  return frames;
}

export function greedy(frames, alphabet) {
  let prev = -1;
  let text = '';
  for (const f of frames) {
    const k = f.indexOf(Math.max(...f));
    if (k !== prev && k !== BLANK) text += alphabet[k];
    prev = k;
  }
  return text;
}

class Beams {
  constructor() {
    this.map = new Map();
  }

  entry(prefix) {
    if (!this.map.has(prefix)) this.map.set(prefix, { b: -Infinity, nb: -Infinity });
    return this.map.get(prefix);
  }

  top(k) {
    return [...this.map.entries()]
      .map(([prefix, { b, nb }]) => ({ prefix, b, nb, total: logAddExp(b, nb) }))
      .sort((x, y) => y.total - x.total)
      .slice(0, k);
  }
}

export function beamDecode(frames, alphabet, { width = 25, lm = null, alpha = 0.5, beta = 1 } = {}) {
  let beams = [{ prefix: '', b: 0, nb: -Infinity, total: 0 }];
  for (const f of frames) {
    const next = new Beams();
    for (const { prefix, b, nb, total } of beams) {
      const keep = next.entry(prefix);
      keep.b = logAddExp(keep.b, total + f[BLANK]);
      const last = prefix.slice(-1);
      for (let c = 1; c < f.length; c++) {
        const ch = alphabet[c];
        const ext = next.entry(prefix + ch);
        if (ch === last) {
          keep.nb = logAddExp(keep.nb, nb + f[c]);
          ext.nb = logAddExp(ext.nb, b + f[c]);
        } else {
          const bonus = lm && ch === ' ' ? alpha * Math.log(lm.prob(prefix)) + beta : 0;
          ext.nb = logAddExp(ext.nb, total + f[c] + bonus);
        }
      }
    }
    beams = next.top(width);
  }
  return beams[0].prefix;
}

// log p(label | frames), forward algorithm
export function ctcLogLikelihood(frames, label) {
  const ext = [BLANK];
  for (const l of label) ext.push(l, BLANK);
  let alpha = new Array(ext.length).fill(-Infinity);
  alpha[0] = frames[0][BLANK];
  alpha[1] = frames[0][ext[1]];
  for (let t = 1; t < frames.length; t++) {
    const cur = alpha.slice();
    for (let s = 0; s < ext.length; s++) {
      let a = alpha[s];
      if (s > 0) a = lae(a, alpha[s - 1]);
      if (s > 1 && ext[s] !== BLANK && ext[s] !== ext[s - 2]) a = lae(a, alpha[s - 2]);
      cur[s] = a + frames[t][ext[s]];
    }
    alpha = cur;
  }
  return lae(alpha[alpha.length - 1], alpha[alpha.length - 2]);
}

export function pathConfidence(logits, T, C, path) {
  let score = 0;
  for (let t = 0; t < T; t++) {
    const row = Array.from(logits.slice(t * C, (t + 1) * C));
    const e = row.map(Math.exp); //@ unstable naive-softmax
    let z = 0;
    for (let c = 0; c < C; c++) z += e[c];
    score += Math.log(e[path[t]] / z); //@ unstable nll-of-softmax
  }
  return Math.exp(score / T);
}

export function mergeHypotheses(hyps) {
  const groups = {};
  for (const { text, score } of hyps) {
    groups[text] = text in groups ? lae(groups[text], score) : score;
  }
  const total = Math.log(Object.values(groups).reduce((a, s) => a + Math.exp(s), 0)); //@ unstable naive-logsumexp
  return Object.entries(groups).map(([text, s]) => ({ text, logp: s - total }));
}
