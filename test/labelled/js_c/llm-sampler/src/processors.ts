import type { LogitsProcessor } from './types';
import { softmax } from './math';

export class TemperatureProcessor implements LogitsProcessor {
  constructor(private readonly temperature: number) {}

  process(logits: Float32Array): Float32Array {
    for (let i = 0; i < logits.length; i++) {
      logits[i] /= this.temperature; //@ unstable zero-temperature across
    }
    return logits;
  }
}

export class RepetitionPenalty implements LogitsProcessor {
  constructor(private readonly penalty: number) {}

  process(logits: Float32Array, history: readonly number[]): Float32Array {
    for (const id of new Set(history)) {
      logits[id] = logits[id] > 0 ? logits[id] / this.penalty : logits[id] * this.penalty;
    }
    return logits;
  }
}

export class FrequencyPenalty implements LogitsProcessor {
  constructor(private readonly freq: number, private readonly presence: number) {}

  process(logits: Float32Array, history: readonly number[]): Float32Array {
    const counts = new Map<number, number>();
    for (const id of history) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const [id, n] of counts) logits[id] -= n * this.freq + this.presence;
    return logits;
  }
}

export class TopK implements LogitsProcessor {
  constructor(private readonly k: number) {}

  process(logits: Float32Array): Float32Array {
    if (this.k >= logits.length) return logits;
    const threshold = Float32Array.from(logits).sort().at(-this.k)!;
    return logits.map((l) => (l < threshold ? -Infinity : l));
  }
}

export class TopP implements LogitsProcessor {
  constructor(private readonly p: number) {}

  process(logits: Float32Array): Float32Array {
    const probs = softmax(logits); //@ stable naive-softmax
    const order = Array.from(probs.keys()).sort((a, b) => probs[b] - probs[a]);
    let cum = 0;
    let cut = order.length;
    for (let i = 0; i < order.length; i++) {
      cum += probs[order[i]];
      if (cum >= this.p) {
        cut = i + 1;
        break;
      }
    }
    for (const id of order.slice(cut)) logits[id] = -Infinity;
    return logits;
  }
}

/** Keep tokens whose probability is at least minP * p_max. */
export class MinP implements LogitsProcessor {
  constructor(private readonly minP: number) {}

  process(logits: Float32Array): Float32Array {
    const floor = Math.max(...logits) + Math.log(this.minP); //@ stable other
    return logits.map((l) => (l < floor ? -Infinity : l));
  }
}
