// The exact reference against mathjs BigNumber, which is what one would check a kernel with otherwise.
// Alone: node --import tsx bench/exact.ts
import { pathToFileURL } from 'node:url';
import { all, create } from 'mathjs';
import { exact, type ExactName } from '../src/kernels/index.ts';
import { timing, type Timing } from './measure.ts';

/** One line of the benchmark; the goals are 10 ms for 128,000 logits and 2,000 times BigNumber's speed. */
export interface ExactRow {
  readonly exact: ExactName;
  readonly format: string;
  /** Milliseconds for all logits. */
  readonly ms: number;
  /** The lower quartile of them. */
  readonly quartileMs: number;
  /** Nanoseconds a logit. */
  readonly ns: number;
  /** Nanoseconds a logit of mathjs BigNumber, on the first of the same logits. */
  readonly bignumberNs: number;
  /** bignumberNs / ns. */
  readonly timesFaster: number;
  /** The same of the lower quartiles. */
  readonly timesFasterByQuartiles: number;
}

const logitCount = 128_000;
const peerLogits = 100;
const rounds = 21;
const digits = 34; // the fewest that hold a double-double's 106 bits

const math = create(all!, { number: 'BigNumber', precision: digits });

/** Softmax or its logarithm as one writes it with BigNumber. */
function bignumberSoftmax(logits: Float64Array, logarithm: boolean): unknown[] {
  // Through the shortest decimal text, as mathjs converts: fast, if not the binary value.
  const xs = Array.from(logits, (x) => math.bignumber(x));
  const max = xs.reduce((a, b) => (b.gt(a) ? b : a));
  const exps = xs.map((x) => x.sub(max).exp());
  const total = exps.reduce((a, b) => a.add(b));
  const logTotal = total.ln();
  return logarithm ? xs.map((x) => x.sub(max).sub(logTotal)) : exps.map((e) => e.div(total));
}

function nanoseconds(run: () => unknown, count: number): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / count;
}

/** Logits ±30, the same in every run. */
function logits(): Float64Array {
  let state = 1;
  return new Float64Array(logitCount).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32) * 60 - 30;
  });
}

function compare(name: ExactName, format: string, xs: Float64Array): ExactRow {
  const ours = () => exact(name, xs, { format, target: 0 });
  const few = xs.subarray(0, peerLogits);
  const peer = () => bignumberSoftmax(few, name === 'log-softmax');
  for (let i = 0; i < 20; i++) ours();
  for (let i = 0; i < 3; i++) peer();
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    times[0].push(nanoseconds(ours, logitCount));
    times[1].push(nanoseconds(peer, peerLogits));
  }
  const [mine, theirs] = times.map(timing) as [Timing, Timing]; // two in, two out
  const rounded = (x: number, digits: number) => Number(x.toFixed(digits));
  return {
    exact: name,
    format,
    ms: rounded((mine.median * logitCount) / 1e6, 2),
    quartileMs: rounded((mine.quartile * logitCount) / 1e6, 2),
    ns: rounded(mine.median, 1),
    bignumberNs: Math.round(theirs.median),
    timesFaster: Math.round(theirs.median / mine.median),
    timesFasterByQuartiles: Math.round(theirs.quartile / mine.quartile),
  };
}

/** Ours and BigNumber's in interleaved rounds, after a warm-up. Takes a few seconds. */
export function benchExact(): ExactRow[] {
  const xs = logits();
  return [
    compare('softmax', 'float64', xs),
    compare('softmax', 'float32', xs),
    compare('softmax', 'float16', xs),
    compare('log-softmax', 'float64', xs),
    compare('log-softmax', 'float16', xs),
    compare('log-softmax', 'bfloat16', xs),
    compare('cross-entropy-gradient', 'float64', xs),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(`${logitCount} logits of ±30, medians of ${rounds} rounds, beside mathjs BigNumber of ${digits} digits`);
  console.table(benchExact());
}
