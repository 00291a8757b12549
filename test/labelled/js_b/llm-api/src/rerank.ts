import type { Engine } from './types';
import { cosine } from './math';

interface Ranked {
  index: number;
  relevance_score: number;
}

/** yes/no relevance from the two answer tokens of a causal reranker */
export async function rerank(engine: Engine, query: string, docs: string[]): Promise<Ranked[]> {
  const out: Ranked[] = [];
  for (let index = 0; index < docs.length; index++) {
    const { yes, no } = await engine.yesNo(query, docs[index]);
    const relevance_score = Math.exp(yes) / (Math.exp(yes) + Math.exp(no)); //@ unstable naive-softmax
    out.push({ index, relevance_score });
  }
  return out.sort((a, b) => b.relevance_score - a.relevance_score);
}

export async function embedWeights(engine: Engine, query: string, docs: string[]): Promise<number[]> {
  const q = await engine.embed(query);
  const sims: number[] = [];
  for (const d of docs) sims.push(cosine(q, await engine.embed(d)));
  const e = sims.map((s) => Math.exp(s / 0.05)); //@ stable naive-softmax
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

export function bm25Idf(n: number, df: number): number {
  return Math.log(1 + (n - df + 0.5) / (df + 0.5)); //@ stable naive-softplus
}
