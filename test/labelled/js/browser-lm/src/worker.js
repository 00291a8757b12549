/* eslint-env worker */
import * as ort from 'onnxruntime-web';
import { getSampler } from './sampler.js';
import { softmax } from './mathUtils.js';

let session = null;
let tokenizer = null;

async function load(url, vocabUrl) {
  session = await ort.InferenceSession.create(url, { executionProviders: ['wasm'] });
  tokenizer = await (await fetch(vocabUrl)).json();
  self.postMessage({ status: 'ready' });
}

async function runModel(ids) {
  const big = BigInt64Array.from(ids.map((i) => BigInt(i)));
  const feeds = {
    input_ids: new ort.Tensor('int64', big, [1, ids.length]),
    attention_mask: new ort.Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
  };
  const out = await session.run(feeds);
  return out.logits;
}

async function generate(ids, cfg) {
  const sampler = getSampler(cfg);
  let logProb = 0;
  for (let step = 0; step < cfg.max_new_tokens; step++) {
    const logits = await runModel(ids);
    const [[id, lp]] = sampler.sample(logits);
    logProb += lp;
    ids.push(id);
    self.postMessage({ status: 'update', text: tokenizer.vocab[id], confidence: Math.exp(lp) }); //@ stable other
    if (id === cfg.eos_token_id) break;
  }
  return { ids, score: logProb / ids.length };
}

async function perplexity(ids) {
  const logits = await runModel(ids);
  const vocab = logits.dims[2];
  let total = 0;
  for (let t = 0; t + 1 < ids.length; t++) {
    const row = logits.data.subarray(t * vocab, (t + 1) * vocab);
    const p = softmax(row);
    total -= Math.log(p[ids[t + 1]]); //@ unstable nll-of-softmax across
  }
  return Math.exp(total / (ids.length - 1)); //@ stable other
}

self.onmessage = async (ev) => {
  const { type, payload } = ev.data;
  try {
    if (type === 'load') await load(payload.model, payload.vocab);
    if (type === 'generate') self.postMessage({ status: 'done', ...(await generate(payload.ids, payload.config)) });
    if (type === 'ppl') self.postMessage({ status: 'ppl', value: await perplexity(payload.ids) });
  } catch (err) {
    self.postMessage({ status: 'error', message: String(err) });
  }
};
