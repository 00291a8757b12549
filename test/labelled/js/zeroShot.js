import { AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, AutoProcessor, RawImage } from '@xenova/transformers';

const MODEL = 'Xenova/clip-vit-base-patch16';
const LOGIT_SCALE = 30;

function l2normalize(v) {
  let n = 0;
  for (const x of v) n += x * x;
  n = Math.sqrt(n) + 1e-12;
  return v.map((x) => x / n);
}

function dot(a, b) {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
}

export function cosine(a, b) {
  return dot(l2normalize(a), l2normalize(b));
}

export class ZeroShot {
  static async create(progress) {
    const z = new ZeroShot();
    z.tokenizer = await AutoTokenizer.from_pretrained(MODEL, { progress_callback: progress });
    z.text = await CLIPTextModelWithProjection.from_pretrained(MODEL);
    z.vision = await CLIPVisionModelWithProjection.from_pretrained(MODEL);
    z.processor = await AutoProcessor.from_pretrained(MODEL);
    return z;
  }

  async embedTexts(texts) {
    const inputs = this.tokenizer(texts, { padding: true, truncation: true });
    const { text_embeds } = await this.text(inputs);
    return text_embeds.tolist().map(l2normalize);
  }

  async embedImage(url) {
    const image = await RawImage.read(url);
    const { image_embeds } = await this.vision(await this.processor(image));
    return l2normalize(image_embeds.tolist()[0]);
  }

  async classify(url, labels, template = 'a photo of a {}') {
    const img = await this.embedImage(url);
    const txt = await this.embedTexts(labels.map((l) => template.replace('{}', l)));
    const sims = txt.map((t) => dot(img, l2normalize(t)));
    const exps = sims.map((s) => Math.exp(LOGIT_SCALE * cosineClamp(s))); //@ stable naive-softmax
    const total = exps.reduce((a, b) => a + b, 0);
    return labels
      .map((label, i) => ({ label, score: exps[i] / total }))
      .sort((a, b) => b.score - a.score);
  }
}

function cosineClamp(s) {
  return Math.max(-1, Math.min(1, s));
}

/** symmetric contrastive loss for monitoring fine-tuning in the browser */
export function infoNce(images, texts, tau = 0.07) {
  const a = images.map(l2normalize);
  const b = texts.map(l2normalize);
  let loss = 0;
  for (let i = 0; i < a.length; i++) {
    const row = b.map((t) => Math.exp(dot(a[i], t) / tau)); //@ stable naive-softmax
    const z = row.reduce((x, y) => x + y, 0);
    loss -= Math.log(row[i] / z); //@ stable nll-of-softmax
  }
  return loss / a.length;
}

export function infoNceRaw(anchors, positives, negatives, tau = 0.1) {
  let loss = 0;
  anchors.forEach((a, i) => {
    const pos = Math.exp(dot(a, positives[i]) / tau); //@ unstable naive-softmax
    const neg = negatives.reduce((s, n) => s + Math.exp(dot(a, n) / tau), 0);
    loss += -Math.log(pos / (pos + neg));
  });
  return loss / anchors.length;
}

/** typed-array path for thousands of labels, with CLIP's trained logit scale */
export function classifyMany(image, matrix, dim) {
  const img = l2normalize(image);
  const n = matrix.length / dim;
  const e = new Float32Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const t = l2normalize(matrix.subarray(i * dim, (i + 1) * dim));
    e[i] = Math.exp(100 * dot(img, t)); //@ unstable naive-softmax
    total += e[i];
  }
  return e.map((v) => v / total);
}

export async function drawScores(canvas, results) {
  const ctx = canvas.getContext('2d');
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  results.forEach((r, i) => {
    ctx.fillStyle = '#3b82f6';
    ctx.fillRect(80, i * 24, r.score * 200, 18);
    ctx.fillStyle = '#111';
    ctx.fillText(`${r.label} ${(r.score * 100).toFixed(1)}%`, 4, i * 24 + 13);
  });
}
