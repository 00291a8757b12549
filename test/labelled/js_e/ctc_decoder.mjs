import * as ort from 'onnxruntime-node';

const NEG_INF = -1e30;

function logAddExp(a, b) {
  if (a <= NEG_INF) return b;
  if (b <= NEG_INF) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b)); //@ stable naive-logsumexp
}

function logAddExpSimple(a, b) {
  return Math.log(Math.exp(a) + Math.exp(b)); //@ unstable naive-logsumexp
}

export function frames(tensor) {
  const [, T, V] = tensor.dims;
  return Array.from({ length: T }, (_, t) => tensor.data.subarray(t * V, (t + 1) * V));
}

function frameLogProbs(row) {
  let m = 0;
  for (let i = 0; i < row.length; i++) if (row[i] > m) m = row[i];
  let s = 0;
  for (let i = 0; i < row.length; i++) s += Math.exp(row[i] - m); //@ unstable wrong-shift
  const z = m + Math.log(s);
  return row.map((v) => v - z);
}

export function greedy(tensor, vocab, blank = 0) {
  let prev = -1;
  let text = '';
  for (const f of frames(tensor)) {
    let k = 0;
    for (let i = 1; i < f.length; i++) if (f[i] > f[k]) k = i;
    if (k !== prev && k !== blank) text += vocab[k];
    prev = k;
  }
  return text.replaceAll('|', ' ');
}

export function prefixBeam(tensor, vocab, { width = 16, blank = 0, fast = false } = {}) {
  const add = fast ? logAddExpSimple : logAddExp;
  let beams = new Map([['', [0, NEG_INF]]]);
  for (const f of frames(tensor)) {
    const lp = frameLogProbs(f);
    const next = new Map();
    const bump = (key, slot, v) => {
      const cur = next.get(key) ?? [NEG_INF, NEG_INF];
      cur[slot] = add(cur[slot], v);
      next.set(key, cur);
    };
    for (const [prefix, [pb, pnb]] of beams) {
      for (let c = 0; c < lp.length; c++) {
        if (lp[c] < -12) continue;
        if (c === blank) {
          bump(prefix, 0, add(pb, pnb) + lp[c]);
        } else if (prefix.endsWith(vocab[c])) {
          bump(prefix, 1, pnb + lp[c]);
          bump(prefix + vocab[c], 1, pb + lp[c]);
        } else {
          bump(prefix + vocab[c], 1, add(pb, pnb) + lp[c]);
        }
      }
    }
    const ranked = [...next].sort((x, y) => logAddExp(...y[1]) - logAddExp(...x[1]));
    beams = new Map(ranked.slice(0, width));
  }
  return [...beams.keys()][0].replaceAll('|', ' ');
}

export function wer(ref, hyp) {
  const r = ref.split(' '), h = hyp.split(' ');
  const d = Array.from({ length: r.length + 1 }, (_, i) => [i, ...new Array(h.length).fill(0)]);
  for (let j = 0; j <= h.length; j++) d[0][j] = j;
  for (let i = 1; i <= r.length; i++)
    for (let j = 1; j <= h.length; j++)
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (r[i - 1] === h[j - 1] ? 0 : 1));
  return d[r.length][h.length] / r.length;
}

export async function transcribe(path, pcm, vocab) {
  const session = await ort.InferenceSession.create(path);
  const { logits } = await session.run({ input_values: new ort.Tensor('float32', pcm, [1, pcm.length]) });
  return prefixBeam(logits, vocab);
}
