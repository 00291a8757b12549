// The result of a kernel in words: what a screen reader hears first, and what stands above the charts.
import type { KernelPayload } from '../protocol/payload.ts';
import { isScalar } from '../protocol/payload-layout.ts';
import { count, counted, short } from './numbers.ts';
import { allFinite, largestDifference, tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Verdict } from './verdict.ts';

export interface Caption {
  /** One sentence: naive against stable. */
  readonly result: string;
  /** `fails`: the naive twin gave NaN, inf or zeros where the stable one did not; `loses`: both gave NaN or inf. */
  readonly outcome: Verdict['outcome'];
  /** What went in: "3 logits from 1000 to 1002". */
  readonly input: string;
}

/** Enough to tell a log-sum-exp from its largest logit. */
export const scalarDigits = 7;

/** Describes a kernel's output, given the tallies of both twins. */
export function caption(payload: KernelPayload, naive: Tally, stable: Tally): Caption {
  const { kernel, format, logits } = payload;
  const failed =
    naive.nan > stable.nan ||
    naive.positiveInfinite > stable.positiveInfinite ||
    naive.negativeInfinite > stable.negativeInfinite ||
    (kernel === 'softmax' && naive.zero > stable.zero);
  return {
    outcome: failed ? 'fails' : allFinite(stable) ? 'holds' : 'loses',
    input: describeLogits(tally(logits)),
    result: `Naive ${format} ${kernel}: ${comparison(payload, naive, stable)}.`,
  };
}

function comparison(payload: KernelPayload, naive: Tally, stable: Tally): string {
  if (naive.size === 0) return 'no values, since there are no logits';
  const words = `${describe(payload, payload.naive, naive)}; stable: ${describe(payload, payload.stable, stable)}`;
  if (!allFinite(naive) || !allFinite(stable)) return words;
  const difference = largestDifference(payload.naive, payload.stable);
  return `${words}; ${difference === 0 ? 'the two are equal' : `they differ by up to ${short(difference, 2)}`}`;
}

/** One twin's values in words. */
export function describe({ kernel }: KernelPayload, values: Float64Array, tallied: Tally): string {
  if (isScalar(kernel)) return short(values[0] ?? NaN, scalarDigits);
  const counts: readonly (readonly [number, string])[] = [
    [tallied.nan, 'NaN'],
    [tallied.positiveInfinite, 'inf'],
    [tallied.negativeInfinite, '-inf'],
    [kernel === 'softmax' ? tallied.zero : 0, '0'],
  ];
  const shares = counts.filter(([part]) => part > 0);
  // "1 of 10 values is NaN, 9 are 0": the whole is said once.
  const words = shares.map(([part, what], index) => {
    const whole = index === 0 ? ` of ${counted(tallied.size, 'value')}` : '';
    return `${count(part)}${whole} ${part === 1 ? 'is' : 'are'} ${what}`;
  });
  if (kernel === 'softmax' && allFinite(tallied)) words.push(`sums to ${short(tallied.sum)}`);
  if (words.length === 0) return `from ${short(tallied.min)} to ${short(tallied.max)}`;
  return words.join(', ');
}

function describeLogits(logits: Tally): string {
  const { size, nan, positiveInfinite, negativeInfinite, min, max } = logits;
  if (size === 0) return 'no logits';
  const range = Number.isNaN(min) ? '' : min === max ? ` of ${short(min)}` : ` from ${short(min)} to ${short(max)}`;
  const odd = [
    nan > 0 ? `${count(nan)} NaN` : '',
    positiveInfinite > 0 ? `${count(positiveInfinite)} inf` : '',
    negativeInfinite > 0 ? `${count(negativeInfinite)} -inf` : '',
  ].filter((text) => text !== '');
  return `${counted(size, 'logit')}${range}${odd.length > 0 ? `, ${odd.join(', ')} among them` : ''}`;
}
