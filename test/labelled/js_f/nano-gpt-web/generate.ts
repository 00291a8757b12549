import { NanoGPT } from './model';
import { softmaxInPlace } from './ops';

export interface GenOptions { maxTokens: number; temperature: number; seed?: number; stop?: number }

function mulberry(a: number): () => number {
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function applyTemperature(logits: Float32Array, t: number): Float32Array {
  return logits.map(v => v / t); //@ unstable zero-temperature across
}

export function* generate(model: NanoGPT, prompt: number[], o: GenOptions): Generator<number> {
  const rand = mulberry(o.seed ?? 42);
  let pos = 0;
  for (; pos < prompt.length - 1; pos++) model.logits(prompt[pos], pos);
  let tok = prompt[pos];
  for (let n = 0; n < o.maxTokens; n++, pos++) {
    const p = applyTemperature(model.logits(tok, pos), o.temperature);
    softmaxInPlace(p, 0, p.length);
    let r = rand();
    let next = 0;
    while (next < p.length - 1 && (r -= p[next]) > 0) next++;
    if (next === o.stop) return;
    yield (tok = next);
  }
}

/** bits per token of a text under the model */
export function evaluate(model: NanoGPT, ids: number[]): number {
  let nll = 0;
  for (let i = 0; i + 1 < ids.length; i++) {
    const dist = model.forward(ids[i], i);
    nll += -Math.log2(dist[ids[i + 1]]); //@ unstable nll-of-softmax across
  }
  return nll / (ids.length - 1);
}

export function readOptions(form: HTMLFormElement): GenOptions {
  const f = new FormData(form);
  return {
    maxTokens: Number(f.get('max') ?? 64),
    temperature: Number(f.get('temperature') ?? 0), // 0 … 2
  };
}
