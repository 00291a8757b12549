export interface SamplingParams {
  temperature: number;
  topK?: number;
  topP?: number;
  minP?: number;
  repetitionPenalty?: number;
  frequencyPenalty?: number;
  presencePenalty?: number;
  logitBias?: Record<number, number>;
  seed?: number;
  logprobs?: number;
}

export interface TokenLogprob {
  id: number;
  token: string;
  logprob: number;
}

export interface SampleResult {
  id: number;
  prob: number;
  top: TokenLogprob[];
}

export interface LogitsProcessor {
  process(logits: Float32Array, history: readonly number[]): Float32Array;
}

export const DEFAULT_PARAMS: SamplingParams = {
  temperature: 0.8,
  topP: 0.95,
  repetitionPenalty: 1.1,
};

/** Used by the eval harness. */
export const DETERMINISTIC: SamplingParams = {
  temperature: 0,
  topK: 1,
};
