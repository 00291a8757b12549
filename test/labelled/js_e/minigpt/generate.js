import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { GPT } from './model.js';
import { softmaxInPlace } from './ops.js';

const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    temperature: { type: 'string', short: 't', default: '0' },
    tokens: { type: 'string', short: 'n', default: '100' },
    weights: { type: 'string', default: 'weights.json' },
    score: { type: 'boolean', default: false },
  },
});

function evaluate(model, ids) {
  const V = model.cfg.vocab;
  const probs = model.forward(ids.slice(0, -1));
  let nll = 0;
  for (let t = 0; t < ids.length - 1; t++) {
    nll -= Math.log(probs[t * V + ids[t + 1]]); //@ unstable nll-of-softmax across
  }
  return Math.exp(nll / (ids.length - 1)); //@ stable other
}

function evaluateLogits(model, ids) {
  const V = model.cfg.vocab;
  const z = model.logits(ids.slice(0, -1));
  let nll = 0;
  for (let t = 0; t < ids.length - 1; t++) {
    const row = z.subarray(t * V, (t + 1) * V);
    const hi = row.reduce((a, b) => (a > b ? a : b));
    const lse = hi + Math.log(row.reduce((s, v) => s + Math.exp(v - hi), 0)); //@ stable naive-logsumexp
    nll += lse - row[ids[t + 1]];
  }
  return nll / (ids.length - 1);
}

function nextToken(logits, temperature) {
  const l = logits.map((v) => v / temperature); //@ unstable zero-temperature across
  softmaxInPlace(l, 0, l.length);
  let r = Math.random();
  for (let i = 0; i < l.length; i++) {
    r -= l[i];
    if (r <= 0) return i;
  }
  return l.length - 1;
}

const { cfg, params, chars } = JSON.parse(readFileSync(args.weights, 'utf8'));
const model = new GPT(params, cfg);
const ids = [...(positionals[0] ?? '\n')].map((c) => chars.indexOf(c));

if (args.score) {
  console.log('ppl', evaluate(model, ids), 'nll', evaluateLogits(model, ids));
} else {
  const temperature = Number(args.temperature);
  for (let i = 0; i < Number(args.tokens); i++) {
    const ctx = ids.slice(-cfg.block);
    const z = model.logits(ctx);
    const last = z.slice((ctx.length - 1) * cfg.vocab, ctx.length * cfg.vocab);
    const id = nextToken(last, temperature);
    ids.push(id);
    process.stdout.write(chars[id]);
  }
}
