export interface GenerationConfig {
  maxNewTokens: number;
  temperature: number;
  topK: number;
  topP: number;
  repetitionPenalty: number;
  logitBias: Record<number, number>;
  seed?: number;
}

export const DEFAULTS: GenerationConfig = {
  maxNewTokens: 256,
  temperature: 0.7,
  topK: 40,
  topP: 0.95,
  repetitionPenalty: 1.1,
  logitBias: {},
};

/** used by the "precise" preset of the settings panel */
export const PRECISE: GenerationConfig = {
  ...DEFAULTS,
  temperature: 0,
  topK: 0,
  topP: 1,
};

export const CREATIVE: GenerationConfig = { ...DEFAULTS, temperature: 1.2, topP: 0.98 };

export type PresetName = 'balanced' | 'precise' | 'creative';

export function preset(name: PresetName): GenerationConfig {
  switch (name) {
    case 'precise':
      return PRECISE;
    case 'creative':
      return CREATIVE;
    default:
      return DEFAULTS;
  }
}
