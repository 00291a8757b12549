// Minimal character-level vanilla RNN, after min-char-rnn
const fs = require('fs');

const data = fs.readFileSync(process.argv[2] || 'input.txt', 'utf8');
const chars = [...new Set(data)];
const V = chars.length;
const ix = Object.fromEntries(chars.map((c, i) => [c, i]));
console.log(`data has ${data.length} characters, ${V} unique.`);

const H = 100, seqLength = 25, lr = 1e-1;

const zeros = (r, c) => Array.from({ length: r }, () => new Array(c).fill(0));
const randn = (r, c, s) => zeros(r, c).map((row) => row.map(() => (Math.random() * 2 - 1) * s));
const mv = (M, v) => M.map((row) => row.reduce((a, w, j) => a + w * v[j], 0));

const P = {
  Wxh: randn(H, V, 0.01), Whh: randn(H, H, 0.01), Why: randn(V, H, 0.01),
  bh: zeros(H, 1), by: zeros(V, 1),
};
const mem = {};
for (const k in P) mem[k] = zeros(P[k].length, P[k][0].length);

function lossFun(inputs, targets, hprev) {
  const hs = { '-1': hprev }, ps = {};
  let loss = 0;
  for (let t = 0; t < inputs.length; t++) {
    const a = mv(P.Whh, hs[t - 1]);
    hs[t] = a.map((x, i) => Math.tanh(x + P.Wxh[i][inputs[t]] + P.bh[i][0]));
    const y = mv(P.Why, hs[t]).map((v, i) => v + P.by[i][0]);
    const e = y.map(Math.exp); //@ unstable naive-softmax
    const s = e.reduce((p, q) => p + q, 0);
    ps[t] = e.map((v) => v / s);
    loss += -Math.log(ps[t][targets[t]]); //@ unstable nll-of-softmax
  }
  const g = {};
  for (const k in P) g[k] = zeros(P[k].length, P[k][0].length);
  let dhnext = new Array(H).fill(0);
  for (let t = inputs.length - 1; t >= 0; t--) {
    const dy = ps[t].slice();
    dy[targets[t]] -= 1;
    const dh = dhnext.slice();
    for (let i = 0; i < V; i++) {
      g.by[i][0] += dy[i];
      for (let j = 0; j < H; j++) {
        g.Why[i][j] += dy[i] * hs[t][j];
        dh[j] += P.Why[i][j] * dy[i];
      }
    }
    const draw = dh.map((d, j) => (1 - hs[t][j] ** 2) * d);
    dhnext = new Array(H).fill(0);
    for (let i = 0; i < H; i++) {
      g.bh[i][0] += draw[i];
      g.Wxh[i][inputs[t]] += draw[i];
      for (let j = 0; j < H; j++) {
        g.Whh[i][j] += draw[i] * hs[t - 1][j];
        dhnext[j] += P.Whh[i][j] * draw[i];
      }
    }
  }
  return { loss, g, h: hs[inputs.length - 1] };
}

function sample(h, seed, n, temp = 0.8) {
  let c = seed;
  let out = '';
  for (let t = 0; t < n; t++) {
    const a = mv(P.Whh, h);
    h = a.map((x, i) => Math.tanh(x + P.Wxh[i][c] + P.bh[i][0]));
    const y = mv(P.Why, h).map((v, i) => (v + P.by[i][0]) / temp);
    const top = Math.max(...y);
    const p = y.map((v) => Math.exp(v - top)); //@ stable naive-softmax
    let r = Math.random() * p.reduce((q, w) => q + w, 0);
    c = p.findIndex((w) => (r -= w) <= 0);
    if (c < 0) c = V - 1;
    out += chars[c];
  }
  return out;
}

let n = 0, p = 0, hprev = new Array(H).fill(0);
let smooth = -Math.log(1 / V) * seqLength; //@ stable other
for (;;) {
  if (p + seqLength + 1 >= data.length || n === 0) { hprev = new Array(H).fill(0); p = 0; }
  const inputs = [...data.slice(p, p + seqLength)].map((ch) => ix[ch]);
  const targets = [...data.slice(p + 1, p + seqLength + 1)].map((ch) => ix[ch]);
  const r = lossFun(inputs, targets, hprev);
  hprev = r.h;
  smooth = smooth * 0.999 + r.loss * 0.001;
  if (n % 100 === 0) console.log(`iter ${n}, loss: ${smooth}\n----\n${sample(hprev, inputs[0], 200)}\n----`);
  for (const k in P) {
    for (let i = 0; i < P[k].length; i++) {
      for (let j = 0; j < P[k][i].length; j++) {
        const gr = Math.max(-5, Math.min(5, r.g[k][i][j]));
        mem[k][i][j] += gr * gr;
        P[k][i][j] -= (lr * gr) / Math.sqrt(mem[k][i][j] + 1e-8);
      }
    }
  }
  p += seqLength;
  n += 1;
  if (n > 1e5) break;
}
