import type { GenerationConfig } from './config';

export type LogitsProcessor = (logits: Float32Array, generated: number[]) => Float32Array;

export function repetition(penalty: number): LogitsProcessor {
  return (logits, generated) => {
    for (const t of new Set(generated)) {
      logits[t] = logits[t] > 0 ? logits[t] / penalty : logits[t] * penalty;
    }
    return logits;
  };
}

export function bias(map: Record<number, number>): LogitsProcessor {
  const entries = Object.entries(map);
  return (logits) => {
    for (const [id, b] of entries) logits[Number(id)] += b;
    return logits;
  };
}

export function temperature(t: number): LogitsProcessor {
  return (logits) => {
    for (let i = 0; i < logits.length; i++) {
      logits[i] = logits[i] / t; //@ unstable zero-temperature across
    }
    return logits;
  };
}

export function flooredTemperature(t: number): LogitsProcessor {
  const tt = Math.max(t, 1e-2);
  return (logits) => logits.map((l) => l / tt); //@ stable zero-temperature
}

export function topK(k: number): LogitsProcessor {
  return (logits) => {
    if (k <= 0 || k >= logits.length) return logits;
    const kth = Float32Array.from(logits).sort()[logits.length - k];
    return logits.map((l) => (l < kth ? -Infinity : l));
  };
}

export function buildChain(cfg: GenerationConfig): LogitsProcessor[] {
  const chain: LogitsProcessor[] = [];
  if (cfg.repetitionPenalty !== 1) chain.push(repetition(cfg.repetitionPenalty));
  if (Object.keys(cfg.logitBias).length) chain.push(bias(cfg.logitBias));
  chain.push(temperature(cfg.temperature));
  chain.push(topK(cfg.topK));
  return chain;
}
