import type { Tokenizer, Engine } from './types';
import { toDistribution, shannon, logOf, pickIndex } from './math';

export interface GenerateOptions {
  maxTokens: number;
  temperature: number;
  stop?: string[];
}

export const DEFAULTS: GenerateOptions = {
  maxTokens: 256,
  temperature: 0,
};

export interface TokenInfo {
  text: string;
  logprob: number;
  entropy: number;
}

export async function* generate(
  engine: Engine,
  tok: Tokenizer,
  prompt: string,
  opts: Partial<GenerateOptions> = {}
): AsyncGenerator<TokenInfo> {
  const cfg = { ...DEFAULTS, ...opts };
  const ids = tok.encode(prompt);
  for (let i = 0; i < cfg.maxTokens; i++) {
    const logits = await engine.forward(ids);
    const dist = toDistribution(logits, cfg.temperature);
    const id = pickIndex(dist);
    if (id === tok.eos) return;
    ids.push(id);
    const text = tok.decode([id]);
    yield { text, logprob: logOf(dist[id]), entropy: shannon(dist) };
    if (cfg.stop?.some((s) => text.includes(s))) return;
  }
}
