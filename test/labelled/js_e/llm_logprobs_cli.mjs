#!/usr/bin/env node
// compare logprobs from llama.cpp server dumps
import fs from 'node:fs';
import { parseArgs } from 'node:util';

const { values: opt, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    metric: { type: 'string', default: 'kl' },
    temp: { type: 'string', default: '1' },
    minp: { type: 'string', default: '0.05' },
  },
});

const read = (f) => fs.readFileSync(f, 'utf8').trim().split('\n').map((l) => JSON.parse(l));

function logits2logp(z, temp) {
  const t = temp > 0 ? temp : 1;
  const zt = z.map((v) => v / t); //@ stable zero-temperature
  const hi = zt.reduce((a, b) => Math.max(a, b));
  const lse = hi + Math.log(zt.reduce((s, v) => s + Math.exp(v - hi), 0)); //@ stable naive-logsumexp
  return zt.map((v) => v - lse);
}

// KL(p||q) straight from log probabilities
const kl = (lp, lq) => lp.reduce((s, v, i) => s + Math.exp(v) * (v - lq[i]), 0); //@ stable log-of-softmax

function klProbs(zp, zq) {
  const soft = (z) => {
    const hi = Math.max(...z);
    const e = z.map((v) => Math.exp(v - hi)); //@ stable naive-softmax
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / s);
  };
  const p = soft(zp), q = soft(zq);
  return p.reduce((s, v, i) => s + v * Math.log(v / q[i]), 0); //@ unstable log-of-softmax
}

function minP(z, ratio) {
  // keep tokens with p >= ratio * pmax, works on logits
  const hi = Math.max(...z);
  const cut = hi + Math.log(ratio); //@ stable other
  return z.map((v) => (v >= cut ? v : -Infinity));
}

function renorm(z) {
  const hi = Math.max(...z);
  const e = z.map((v) => Math.exp(v - hi)); //@ stable fully-masked-row
  const s = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / s);
}

function allowOnly(z, allowed) {
  return z.map((v, i) => (allowed.includes(i) ? v : -Infinity));
}

function constrained(z, allowed) {
  const masked = allowOnly(z, allowed ?? []);
  const hi = Math.max(...masked);
  const e = masked.map((v) => Math.exp(v - hi)); //@ unstable fully-masked-row across
  const s = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / s);
}

const [fa, fb] = positionals;
const A = read(fa), B = read(fb);
let total = 0;
A.forEach((row, i) => {
  const other = B[i];
  if (opt.metric === 'kl') {
    total += kl(logits2logp(row.logits, +opt.temp), logits2logp(other.logits, +opt.temp));
  } else if (opt.metric === 'klp') {
    total += klProbs(row.logits, other.logits);
  } else if (opt.metric === 'grammar') {
    const p = constrained(row.logits, row.grammar);
    total += p[other.token];
  } else {
    const p = renorm(minP(row.logits, +opt.minp));
    total += p[other.token];
  }
});
console.log(`${opt.metric}: ${(total / A.length).toFixed(6)} over ${A.length} tokens`);
