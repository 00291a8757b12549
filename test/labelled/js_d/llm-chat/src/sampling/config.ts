export interface SamplingConfig {
  temperature: number;
  topK: number;
  topP: number;
  minP: number;
  repetitionPenalty: number;
  seed?: number;
}

export const PRESETS: Record<string, SamplingConfig> = {
  creative: { temperature: 1.1, topK: 100, topP: 0.95, minP: 0.02, repetitionPenalty: 1.05 },
  balanced: { temperature: 0.7, topK: 40, topP: 0.9, minP: 0.05, repetitionPenalty: 1.1 },
  precise: { temperature: 0, topK: 1, topP: 1, minP: 0, repetitionPenalty: 1 },
};

export function resolveConfig(name: string, overrides: Partial<SamplingConfig> = {}): SamplingConfig {
  const base = PRESETS[name] ?? PRESETS.balanced;
  return { ...base, ...overrides };
}

export function mulberry32(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
