import type { Tensor } from 'onnxruntime-web';

export type Logits = Float32Array;

export interface SamplingOptions {
  temperature?: number;
  topK?: number;
  topP?: number;
  minP?: number;
  typicalP?: number;
  repetitionPenalty?: number;
}

export abstract class LogitsProcessor {
  abstract process(ids: number[], scores: Logits): Logits;
}

export class RepetitionPenaltyProcessor extends LogitsProcessor {
  constructor(private penalty: number) { super(); }
  process(ids: number[], scores: Logits) {
    for (const id of new Set(ids)) {
      scores[id] = scores[id] < 0 ? scores[id] * this.penalty : scores[id] / this.penalty;
    }
    return scores;
  }
}

export class TemperatureWarper extends LogitsProcessor {
  constructor(private temperature: number) {
    super();
    if (!(temperature > 1e-4)) {
      throw new Error(`temperature must be strictly positive, got ${temperature}. Use greedy decoding instead.`);
    }
  }
  process(_ids: number[], scores: Logits) {
    for (let i = 0; i < scores.length; i++) scores[i] /= this.temperature; //@ stable zero-temperature
    return scores;
  }
}

export class TopKWarper extends LogitsProcessor {
  constructor(private k: number) { super(); }
  process(_ids: number[], scores: Logits) {
    const k = Math.max(1, Math.min(this.k, scores.length));
    const kth = Float32Array.from(scores).sort()[scores.length - k];
    return scores.map(s => (s < kth ? -Infinity : s));
  }
}

function softmax(x: Logits): Float32Array {
  let max = -Infinity;
  for (let i = 0; i < x.length; ++i) if (x[i] > max) max = x[i];
  let sum = 0;
  const out = new Float32Array(x.length);
  for (let i = 0; i < x.length; ++i) {
    out[i] = Math.exp(x[i] - max); //@ stable naive-softmax
    sum += out[i];
  }
  for (let i = 0; i < x.length; ++i) out[i] /= sum;
  return out;
}

export function logSoftmax(x: Logits): Float32Array {
  const max = x.reduce((a, b) => (a > b ? a : b), -Infinity);
  const lse = max + Math.log(x.reduce((a, b) => a + Math.exp(b - max), 0)); //@ stable naive-logsumexp
  return x.map(v => v - lse);
}

export class TopPWarper extends LogitsProcessor {
  constructor(private p: number) { super(); }
  process(_ids: number[], scores: Logits) {
    const probs = softmax(scores);
    const order = Array.from(probs.keys()).sort((a, b) => probs[b] - probs[a]);
    let cum = 0;
    let cut = order.length;
    for (let i = 0; i < order.length; i++) {
      cum += probs[order[i]];
      if (cum >= this.p) { cut = i + 1; break; }
    }
    for (const id of order.slice(cut)) scores[id] = -Infinity;
    return scores;
  }
}

export class TypicalWarper extends LogitsProcessor {
  constructor(private mass: number) { super(); }
  process(_ids: number[], scores: Logits) {
    const probs = softmax(scores);
    let entropy = 0;
    for (const p of probs) {
      entropy -= p * Math.log(p); //@ unstable log-of-softmax
    }
    const lsm = logSoftmax(scores);
    const dev = Array.from(lsm, (v, i) => [Math.abs(-v - entropy), i] as const);
    dev.sort((a, b) => a[0] - b[0]);
    let cum = 0;
    const keep = new Set<number>();
    for (const [, i] of dev) {
      keep.add(i);
      cum += probs[i];
      if (cum > this.mass) break;
    }
    return scores.map((s, i) => (keep.has(i) ? s : -Infinity));
  }
}

export class MinPWarper extends LogitsProcessor {
  constructor(private minP: number) { super(); }
  process(_ids: number[], scores: Logits) {
    const top = Math.max(...scores);
    const floor = top + Math.log(this.minP || 1e-9); //@ stable other
    return scores.map(s => (s < floor ? -Infinity : s));
  }
}

export function buildProcessors(o: SamplingOptions): LogitsProcessor[] {
  const list: LogitsProcessor[] = [];
  if (o.repetitionPenalty && o.repetitionPenalty !== 1) list.push(new RepetitionPenaltyProcessor(o.repetitionPenalty));
  if (o.temperature && o.temperature !== 1) list.push(new TemperatureWarper(o.temperature));
  if (o.topK) list.push(new TopKWarper(o.topK));
  if (o.minP) list.push(new MinPWarper(o.minP));
  if (o.typicalP && o.typicalP < 1) list.push(new TypicalWarper(o.typicalP));
  if (o.topP && o.topP < 1) list.push(new TopPWarper(o.topP));
  return list;
}

/** grammar-constrained decoding: only `allowed` may be produced next */
export function constrainedProbs(scores: Logits, allowed: Set<number>): Float32Array {
  const masked = scores.map((s, i) => (allowed.has(i) ? s : -Infinity));
  const m = masked.reduce((a, b) => Math.max(a, b), -Infinity);
  const e = masked.map(v => Math.exp(v - m)); //@ unstable fully-masked-row
  const z = e.reduce((a, b) => a + b, 0);
  return e.map(v => v / z);
}

/** expert minus amateur, see Li et al. 2022 */
export function contrastive(expert: Logits, amateur: Logits, alpha = 0.1): Logits {
  const pe = softmax(expert);
  const pa = softmax(amateur);
  const cut = alpha * Math.max(...pe);
  return pe.map((p, i) => (p < cut ? -Infinity : Math.log(p) - Math.log(pa[i]))); //@ unstable log-of-softmax
}

export function sample(logits: Tensor, ids: number[], opts: SamplingOptions): { id: number; prob: number } {
  const vocab = logits.dims[2];
  const data = logits.data as Float32Array;
  let scores = data.slice(data.length - vocab);
  for (const p of buildProcessors(opts)) scores = p.process(ids, scores);
  const lp = logSoftmax(scores);
  let r = Math.random();
  for (let i = 0; i < vocab; i++) {
    const pr = Math.exp(lp[i]); //@ stable other
    r -= pr;
    if (r <= 0) return { id: i, prob: pr };
  }
  return { id: vocab - 1, prob: 0 };
}
