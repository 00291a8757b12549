import { argmax, logSoftmax, logSumExp, softmax, topK } from './mathUtils.js';

export class Sampler {
  constructor(config = {}) {
    this.config = { temperature: 1, top_k: 0, top_p: 1, num_beams: 1, ...config };
  }

  /** @returns {Array<[number, number]>} token id and log probability */
  sample(_logits) {
    throw new Error('not implemented');
  }

  getLogits(logits, index) {
    const vocab = logits.dims.at(-1);
    let logs = logits.data;
    if (index === -1) {
      logs = logs.slice(-vocab);
    } else {
      logs = logs.slice(index * vocab, (index + 1) * vocab);
    }
    if (this.config.temperature > 0) {
      logs = logs.map((x) => x / this.config.temperature);
    }
    return logs;
  }

  randomSelect(probabilities) {
    let r = Math.random() * probabilities.reduce((a, b) => a + b, 0);
    for (let i = 0; i < probabilities.length; ++i) {
      r -= probabilities[i];
      if (r <= 0) return i;
    }
    return 0;
  }
}

export class GreedySampler extends Sampler {
  sample(logits, index = -1) {
    const logs = this.getLogits(logits, index);
    return [[argmax(logs), 0]];
  }
}

export class MultinomialSampler extends Sampler {
  sample(logits, index = -1) {
    const logs = this.getLogits(logits, index);
    const k = this.config.top_k > 0 ? Math.min(this.config.top_k, logs.length) : logs.length;
    const candidates = topK(logs, k);
    const probs = softmax(candidates.map((x) => x[1]));
    return Array.from({ length: this.config.num_beams }, () => {
      const i = this.randomSelect(probs);
      return [candidates[i][0], Math.log(probs[i])]; //@ unstable log-of-softmax across
    });
  }
}

export class NucleusSampler extends Sampler {
  sample(logits, index = -1) {
    const logs = this.getLogits(logits, index);
    const lse = logSumExp(logs);
    const sorted = topK(logs, logs.length);
    const kept = [];
    let cum = 0;
    for (const [id, v] of sorted) {
      const p = Math.exp(v - lse); //@ stable naive-softmax
      kept.push([id, v - lse]);
      cum += p;
      if (cum >= this.config.top_p) break;
    }
    const pick = this.randomSelect(kept.map((k) => Math.exp(k[1]))); //@ stable naive-softmax
    return [kept[pick]];
  }
}

export class BeamSampler extends Sampler {
  sample(logits, index = -1) {
    const logs = this.getLogits(logits, index);
    const lp = logSoftmax(logs);
    return topK(lp, this.config.num_beams);
  }
}

export function getSampler(config) {
  if (config.num_beams > 1) return new BeamSampler(config);
  if (config.top_p < 1) return new NucleusSampler(config);
  return config.do_sample ? new MultinomialSampler(config) : new GreedySampler(config);
}
