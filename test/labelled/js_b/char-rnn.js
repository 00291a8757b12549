// minimal character-level recurrent network
const fs = require('fs');

const data = fs.readFileSync(process.argv[2] || 'input.txt', 'utf8');
const chars = [...new Set(data)];
const vocabSize = chars.length;
const charToIx = Object.fromEntries(chars.map((c, i) => [c, i]));
const H = 100, seqLength = 25, lr = 0.1;

const randn = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const mat = (r, c) => Array.from({ length: r }, () => Float64Array.from({ length: c }, () => randn() * 0.01));
const Wxh = mat(H, vocabSize), Whh = mat(H, H), Why = mat(vocabSize, H);
const bh = new Float64Array(H), by = new Float64Array(vocabSize);

function step(ix, hPrev) {
  const h = new Float64Array(H);
  for (let i = 0; i < H; i++) {
    let s = Wxh[i][ix] + bh[i];
    for (let j = 0; j < H; j++) s += Whh[i][j] * hPrev[j];
    h[i] = Math.tanh(s);
  }
  const y = new Float64Array(vocabSize);
  for (let i = 0; i < vocabSize; i++) {
    let s = by[i];
    for (let j = 0; j < H; j++) s += Why[i][j] * h[j];
    y[i] = s;
  }
  return [h, y];
}

function lossOf(inputs, targets, hPrev) {
  let loss = 0;
  let h = hPrev;
  for (let t = 0; t < inputs.length; t++) {
    let y;
    [h, y] = step(inputs[t], h);
    let total = 0;
    const p = new Float64Array(vocabSize);
    for (let i = 0; i < vocabSize; i++) {
      p[i] = Math.exp(y[i]); //@ unstable naive-softmax
      total += p[i];
    }
    for (let i = 0; i < vocabSize; i++) p[i] /= total;
    loss += -Math.log(p[targets[t]]); //@ unstable nll-of-softmax
  }
  return [loss, h];
}

function sample(h, seed, n, temperature = 0.8) {
  let ix = seed;
  let out = '';
  for (let t = 0; t < n; t++) {
    let y;
    [h, y] = step(ix, h);
    const top = y.reduce((a, b) => Math.max(a, b), -Infinity);
    const p = y.map((v) => Math.exp((v - top) / temperature)); //@ stable naive-softmax
    const z = p.reduce((a, b) => a + b, 0);
    let r = Math.random() * z;
    ix = 0;
    while (ix < vocabSize - 1 && (r -= p[ix]) > 0) ix++;
    out += chars[ix];
  }
  return out;
}

let smooth = -Math.log(1 / vocabSize) * seqLength; //@ stable nll-of-softmax
let h = new Float64Array(H);
for (let p = 0; p + seqLength + 1 < data.length; p += seqLength) {
  const inputs = [...data.slice(p, p + seqLength)].map((c) => charToIx[c]);
  const targets = [...data.slice(p + 1, p + seqLength + 1)].map((c) => charToIx[c]);
  let loss;
  [loss, h] = lossOf(inputs, targets, h);
  smooth = smooth * 0.999 + loss * 0.001;
  if (p % 5000 === 0) console.log(p, smooth.toFixed(3), Math.exp(smooth / seqLength).toFixed(2), sample(h, inputs[0], 80)); //@ stable other
}
