import { AutoProcessor, AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, RawImage } from '@huggingface/transformers';

const MODEL = 'Xenova/clip-vit-base-patch32';
const LOGIT_SCALE = 100;

interface Doc {
  url: string;
  embedding: number[];
}

const unit = (v: number[]): number[] => {
  const n = Math.hypot(...v);
  return v.map((x) => x / n);
};

const cosine = (a: number[], b: number[]): number => {
  let ab = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return ab / (Math.sqrt(aa) * Math.sqrt(bb));
};

export class ClipIndex {
  private docs: Doc[] = [];
  private constructor(private tok: any, private text: any, private proc: any, private vision: any) {}

  static async create(): Promise<ClipIndex> {
    return new ClipIndex(
      await AutoTokenizer.from_pretrained(MODEL),
      await CLIPTextModelWithProjection.from_pretrained(MODEL),
      await AutoProcessor.from_pretrained(MODEL),
      await CLIPVisionModelWithProjection.from_pretrained(MODEL),
    );
  }

  async embedText(q: string): Promise<number[]> {
    const { text_embeds } = await this.text(this.tok([q], { padding: true, truncation: true }));
    return Array.from(text_embeds.data as Float32Array);
  }

  async addImage(url: string): Promise<void> {
    const img = await RawImage.read(url);
    const { image_embeds } = await this.vision(await this.proc(img));
    this.docs.push({ url, embedding: Array.from(image_embeds.data as Float32Array) });
  }

  async search(q: string, k = 10) {
    const e = await this.embedText(q);
    return this.docs
      .map((d) => ({ url: d.url, score: cosine(e, d.embedding) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, k);
  }

  async zeroShot(url: string, labels: string[]) {
    await this.addImage(url);
    const img = this.docs.pop()!.embedding;
    const sims: number[] = [];
    for (const l of labels) sims.push(cosine(await this.embedText(`a photo of a ${l}`), img));
    const w = sims.map((s) => Math.exp(LOGIT_SCALE * s)); //@ stable naive-softmax
    const z = w.reduce((a, b) => a + b, 0);
    return labels.map((label, i) => ({ label, p: w[i] / z })).sort((a, b) => b.p - a.p);
  }

  async rerank(q: string, temperature = 1) {
    const e = await this.embedText(q);
    const raw = this.docs.map((d) => d.embedding.reduce((s, x, i) => s + x * e[i], 0));
    const ex = raw.map((s) => Math.exp(s / temperature)); //@ unstable naive-softmax
    const z = ex.reduce((a, b) => a + b, 0);
    return this.docs.map((d, i) => ({ url: d.url, p: ex[i] / z }));
  }
}

/** NT-Xent over two views, used by the in-browser fine-tuning */
export function ntXent(za: number[][], zb: number[][], tau = 0.1): number {
  const z = [...za, ...zb].map(unit);
  const n = za.length;
  let loss = 0;
  for (let i = 0; i < 2 * n; i++) {
    const pos = (i + n) % (2 * n);
    let den = 0;
    let num = 0;
    for (let j = 0; j < 2 * n; j++) {
      if (j === i) continue;
      const s = Math.exp(z[i].reduce((a, x, d) => a + x * z[j][d], 0) / tau); //@ stable naive-softmax
      den += s;
      if (j === pos) num = s;
    }
    loss -= Math.log(num / den); //@ stable log-of-softmax
  }
  return loss / (2 * n);
}

export function hardNegativeLoss(anchor: number[], pos: number[], negs: number[][], tau = 0.1): number {
  const f = (v: number[]) => Math.exp(anchor.reduce((a, x, i) => a + x * v[i], 0) / tau); //@ unstable naive-softmax
  const p = f(pos);
  return -Math.log(p / (p + negs.map(f).reduce((a, b) => a + b, 0)));
}
