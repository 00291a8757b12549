#!/usr/bin/env node
import { AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, AutoProcessor, RawImage } from '@xenova/transformers';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const MODEL = 'Xenova/clip-vit-base-patch16';

const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
const norm = (a) => Math.sqrt(dot(a, a));
const l2 = (a) => { const n = norm(a); return a.map((v) => v / n); };

async function load() {
  const [tokenizer, text, processor, vision] = await Promise.all([
    AutoTokenizer.from_pretrained(MODEL),
    CLIPTextModelWithProjection.from_pretrained(MODEL),
    AutoProcessor.from_pretrained(MODEL),
    CLIPVisionModelWithProjection.from_pretrained(MODEL),
  ]);
  return { tokenizer, text, processor, vision };
}

async function embedText(m, prompts) {
  const inputs = m.tokenizer(prompts, { padding: true, truncation: true });
  const { text_embeds } = await m.text(inputs);
  return text_embeds.tolist();
}

async function embedImage(m, file) {
  const image = await RawImage.read(file);
  const { image_embeds } = await m.vision(await m.processor(image));
  return Array.from(image_embeds.data);
}

/** zero-shot labels: cosine / 0.07 */
function zeroShot(imageVec, textVecs) {
  const q = l2(imageVec);
  const sims = textVecs.map((t) => dot(q, l2(t)));
  const exps = sims.map((s) => Math.exp(s / 0.07)); //@ stable naive-softmax
  const z = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / z);
}

/** raw projections, the model's own logit scale of 100 */
function rawScores(imageVec, textVecs, scale = 100) {
  const logits = textVecs.map((t) => scale * dot(imageVec, t));
  const exps = logits.map(Math.exp); //@ unstable naive-softmax
  const z = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / z);
}

async function main() {
  const [dir, ...labels] = process.argv.slice(2);
  if (!dir || labels.length < 2) {
    console.error('usage: clip_search <dir> <label> <label> ...');
    process.exit(1);
  }
  const m = await load();
  const textVecs = await embedText(m, labels.map((l) => `a photo of a ${l}`));
  const files = (await readdir(dir)).filter((f) => /\.(png|jpe?g|webp)$/i.test(f));
  for (const f of files) {
    const v = await embedImage(m, path.join(dir, f));
    const p = process.env.RAW ? rawScores(v, textVecs) : zeroShot(v, textVecs);
    const best = p.indexOf(Math.max(...p));
    console.log(`${f}\t${labels[best]}\t${(p[best] * 100).toFixed(1)}%`);
  }
}

main();
