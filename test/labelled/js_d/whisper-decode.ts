export interface DecodeOptions {
  temperatures: number[];
  compressionRatioThreshold: number;
  logProbThreshold: number;
  noSpeechThreshold: number;
}

export const defaultOptions: DecodeOptions = {
  temperatures: [0, 0.2, 0.4, 0.6, 0.8, 1.0],
  compressionRatioThreshold: 2.4,
  logProbThreshold: -1.0,
  noSpeechThreshold: 0.6,
};

interface Decoder {
  step(tokens: number[]): Promise<Float32Array>;
  readonly eot: number;
  readonly noSpeech: number;
  readonly timestampBegin: number;
}

function argmax(a: ArrayLike<number>): number {
  let k = 0;
  for (let i = 1; i < a.length; i++) if (a[i] > a[k]) k = i;
  return k;
}

function softmax(x: ArrayLike<number>): number[] {
  const v = Array.from(x);
  const m = v.reduce((a, b) => Math.max(a, b));
  const e = v.map((t) => Math.exp(t - m)); //@ stable naive-softmax
  const s = e.reduce((a, b) => a + b);
  return e.map((t) => t / s);
}

function suppress(logits: Float32Array, ids: number[]): Float32Array {
  for (const id of ids) logits[id] = -Infinity;
  return logits;
}

export function timestampRule(logits: Float32Array, begin: number): boolean {
  // sum of timestamp probability against the best text token
  let lse = 0;
  for (let i = begin; i < logits.length; i++) lse += Math.exp(logits[i]); //@ unstable naive-logsumexp
  const ts = Math.log(lse);
  let best = -Infinity;
  for (let i = 0; i < begin; i++) best = Math.max(best, logits[i]);
  return ts > best;
}

function draw(p: number[]): number {
  let r = Math.random();
  for (let i = 0; i < p.length; i++) if ((r -= p[i]) <= 0) return i;
  return p.length - 1;
}

async function decodeOnce(dec: Decoder, prompt: number[], temperature: number, maxLen = 224) {
  const tokens = [...prompt];
  let sumLogProb = 0;
  let noSpeechProb = 0;
  for (let i = 0; i < maxLen; i++) {
    const raw = await dec.step(tokens);
    if (i === 0) noSpeechProb = softmax(raw)[dec.noSpeech];
    const logits = suppress(raw, [dec.noSpeech]);
    const p = softmax(logits);
    let next: number;
    if (temperature === 0) next = argmax(logits);
    else next = draw(softmax(logits.map((l) => l / temperature))); //@ stable zero-temperature
    sumLogProb += Math.log(p[next]); //@ unstable nll-of-softmax across
    if (next === dec.eot) break;
    tokens.push(next);
  }
  const n = tokens.length - prompt.length + 1;
  return { tokens, avgLogProb: sumLogProb / n, noSpeechProb };
}

function compressionRatio(tokens: number[]): number {
  const uniq = new Set(tokens).size;
  return tokens.length / Math.max(1, uniq);
}

export async function transcribe(dec: Decoder, prompt: number[], opts = defaultOptions) {
  let best = null;
  for (const t of opts.temperatures) {
    const r = await decodeOnce(dec, prompt, t);
    best = r;
    if (compressionRatio(r.tokens) > opts.compressionRatioThreshold) continue;
    if (r.avgLogProb < opts.logProbThreshold) continue;
    break;
  }
  const confidence = best ? Math.exp(best.avgLogProb) : 0;
  return { ...best, confidence };
}
