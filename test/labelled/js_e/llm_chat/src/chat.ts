import { preset, PresetName } from './config';
import { Sampler, perplexity } from './sampler';

export interface Engine {
  encode(text: string): number[];
  decode(ids: number[]): string;
  forward(ids: number[]): Promise<Float32Array>;
  eos: number;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

function render(messages: ChatMessage[]): string {
  return messages.map((m) => `<|${m.role}|>\n${m.content}</s>\n`).join('') + '<|assistant|>\n';
}

export async function* streamChat(
  engine: Engine,
  messages: ChatMessage[],
  mode: PresetName = 'balanced',
  signal?: AbortSignal,
): AsyncGenerator<string, { ppl: number }> {
  const cfg = preset(mode);
  const sampler = new Sampler(cfg);
  const ids = engine.encode(render(messages));
  const generated: number[] = [];
  const lps: number[] = [];
  for (let step = 0; step < cfg.maxNewTokens; step++) {
    if (signal?.aborted) break;
    const logits = await engine.forward(ids.concat(generated));
    const { token, logprob } = sampler.next(logits, generated);
    if (token === engine.eos) break;
    generated.push(token);
    lps.push(logprob);
    yield engine.decode([token]);
  }
  return { ppl: lps.length ? perplexity(lps) : NaN };
}
