export type Vec = number[];

export function l2normalize(v: ArrayLike<number>): Vec {
  let n = 0;
  for (let i = 0; i < v.length; i++) n += v[i] * v[i];
  n = Math.sqrt(n) || 1;
  return Array.from(v as ArrayLike<number>, x => x / n);
}

export function cosine(a: Vec, b: Vec): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i] * b[i];
  return s;
}

export async function embedTexts(session: any, tokenizer: any, texts: string[]): Promise<Vec[]> {
  const feeds = tokenizer(texts, { padding: true });
  const { text_embeds } = await session.run(feeds);
  const d = text_embeds.dims[1];
  return texts.map((_, i) => l2normalize(text_embeds.data.slice(i * d, (i + 1) * d)));
}
