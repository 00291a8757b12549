import { logSoftmax, rng, softmax } from './math';
import {
  FrequencyPenalty,
  MinP,
  RepetitionPenalty,
  TemperatureProcessor,
  TopK,
  TopP,
} from './processors';
import { DEFAULT_PARAMS, DETERMINISTIC } from './types';
import type { LogitsProcessor, SampleResult, SamplingParams, TokenLogprob } from './types';

export class Sampler {
  private readonly chain: LogitsProcessor[] = [];
  private readonly random: () => number;
  private nllSum = 0;
  private count = 0;

  constructor(private readonly params: SamplingParams = DEFAULT_PARAMS, private vocab: string[] = []) {
    const p = params;
    this.random = p.seed === undefined ? Math.random : rng(p.seed);
    if (p.repetitionPenalty) this.chain.push(new RepetitionPenalty(p.repetitionPenalty));
    if (p.frequencyPenalty || p.presencePenalty) {
      this.chain.push(new FrequencyPenalty(p.frequencyPenalty ?? 0, p.presencePenalty ?? 0));
    }
    this.chain.push(new TemperatureProcessor(p.temperature));
    if (p.topK) this.chain.push(new TopK(p.topK));
    if (p.topP) this.chain.push(new TopP(p.topP));
    if (p.minP) this.chain.push(new MinP(p.minP));
  }

  static forEval(vocab: string[]): Sampler {
    return new Sampler(DETERMINISTIC, vocab);
  }

  next(raw: Float32Array, history: readonly number[]): SampleResult {
    let logits = Float32Array.from(raw);
    for (const [id, bias] of Object.entries(this.params.logitBias ?? {})) {
      logits[Number(id)] += bias;
    }
    for (const proc of this.chain) logits = proc.process(logits, history);

    const probs = softmax(logits);
    const id = this.draw(probs);
    this.nllSum -= Math.log(probs[id]);
    this.count++;
    return { id, prob: probs[id], top: this.topLogprobs(raw) };
  }

  /** Score of a forced continuation, e.g. for multiple choice. */
  score(steps: Float32Array[], targets: number[]): number {
    return steps.reduce((acc, logits, t) => acc + Math.log(softmax(logits)[targets[t]]), 0); //@ unstable nll-of-softmax
  }

  perplexity(): number {
    return Math.exp(this.nllSum / Math.max(1, this.count)); //@ stable other
  }

  private draw(probs: Float32Array): number {
    let r = this.random();
    for (let i = 0; i < probs.length; i++) {
      r -= probs[i];
      if (r < 0) return i;
    }
    return probs.length - 1;
  }

  private topLogprobs(raw: Float32Array): TokenLogprob[] {
    const n = this.params.logprobs ?? 0;
    if (n === 0) return [];
    const lp = logSoftmax(raw);
    return Array.from(lp.keys())
      .sort((a, b) => lp[b] - lp[a])
      .slice(0, n)
      .map((id) => ({ id, token: this.vocab[id] ?? `<${id}>`, logprob: lp[id] }));
  }
}
