// Whether given logits pass a format's thresholds: what the naive form meets on the way. The words are short, so that four
// columns of them fit into 320 pixels; p is a probability.
import type { ThresholdRow } from '../protocol/payload.ts';

/** The logits' facts that thresholds are compared with; infinite logits count for the maximum only, as masks are -inf. */
export interface LogitFacts {
  readonly size: number;
  readonly nan: boolean;
  readonly max: number;
  /** The least finite logit. */
  readonly min: number;
  /** From the largest logit to the next; 0 where there is none. */
  readonly lead: number;
  /** log(sum(exp(x))), shifted, in float64: where it passes exp's threshold the ideal sum overflows. */
  readonly logSumExp: number;
}

export type ThresholdName = Exclude<keyof ThresholdRow, 'format'>;

/** Which thresholds are passed, and the first of them that shows in the naive form, in words. */
export interface Verdict {
  readonly passed: ReadonlySet<ThresholdName>;
  /** `fails`: NaN or inf come out; `loses`: some values become 0; `holds`: neither. */
  readonly outcome: 'fails' | 'loses' | 'holds';
  readonly words: string;
}

export function logitFacts(logits: Float64Array): LogitFacts {
  let nan = false;
  let max = -Infinity;
  let second = -Infinity;
  let min = Infinity;
  for (let index = 0; index < logits.length; index++) {
    const logit = logits[index]!;
    if (Number.isNaN(logit)) nan = true;
    else {
      if (logit > max) {
        second = max;
        max = logit;
      } else if (logit > second) second = logit;
      if (logit < min && logit !== -Infinity) min = logit;
    }
  }
  let sum = 0;
  for (let index = 0; index < logits.length; index++) {
    const logit = logits[index]!;
    if (!Number.isNaN(logit)) sum += Math.exp(logit - max);
  }
  const logSumExp = Number.isFinite(max) ? max + Math.log(sum) : max;
  return { size: logits.length, nan, max, min, lead: Number.isFinite(second) ? max - second : 0, logSumExp };
}

export function verdict(facts: LogitFacts, row: ThresholdRow): Verdict {
  const { max, min, lead, logSumExp } = facts;
  const checks: readonly [ThresholdName, boolean][] = [
    ['expOverflow', max > row.expOverflow],
    ['sumOverflow', logSumExp > row.expOverflow],
    ['expZero', min < row.expZero],
    ['probabilityZeroGap', max - min >= row.probabilityZeroGap],
    ['probabilityOneGap', lead >= row.probabilityOneGap],
  ];
  const passed = new Set(checks.filter(([, is]) => is).map(([name]) => name));
  return { passed, ...judge(facts, row, passed) };
}

function judge(
  { size, nan, max }: LogitFacts,
  row: ThresholdRow,
  passed: ReadonlySet<ThresholdName>,
): Pick<Verdict, 'outcome' | 'words'> {
  if (size === 0) return { outcome: 'holds', words: 'no logits' };
  if (nan) return { outcome: 'fails', words: 'a logit is NaN' };
  if (passed.has('expOverflow')) return { outcome: 'fails', words: 'exp is inf' };
  if (passed.has('sumOverflow')) return { outcome: 'fails', words: 'the sum is inf' };
  if (max < row.expZero) return { outcome: 'fails', words: 'every exp is 0' };
  if (passed.has('expZero')) return { outcome: 'loses', words: 'some exp is 0' };
  if (passed.has('probabilityZeroGap')) return { outcome: 'loses', words: 'some p is 0' };
  return { outcome: 'holds', words: 'holds' };
}
