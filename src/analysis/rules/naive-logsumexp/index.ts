// log(sum(exp(x))): inf where one exp overflows, -inf where all of them are 0, although the log-sum-exp is near max(x).
import { expZero, formats } from '../../../kernels/index.ts';
import { reductionOf } from '../../terms/alignment.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { logSumOf, type LogSum } from '../../terms/logSum.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { overflowOf, type Overflow } from '../shared/overflow.ts';
import { formatAt, isMapPlace } from '../shared/places.ts';
import { raisesAt } from '../shared/softplus.ts';
import { boundsAt, namedAt } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { proposals } from './proposals.ts';

export const naiveLogSumExp: Rule = { id: 'naive-logsumexp', find };

function find(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    const sum = isMapPlace(at, 'log') ? logSumOf(at.term.operand) : undefined;
    if (!sum || (isOpen(sum) && sum.exponents.some(isShifted))) return [];
    const overflow = sum.exponents.map((exponent) => overflowOf(context, at, exponent)).find((each) => each);
    const found = overflow ? overflowing(context, at, sum, overflow) : underflowing(context, at, sum);
    return found ? [found] : [];
  });
}

/** Whether more is added up than the exponentials of one value: weighted ones, several sums, what a loop has so far. */
function isOpen({ kind, reduce }: LogSum): boolean {
  return kind === 'sum' && !reduce;
}

/** Whether a maximum is subtracted, of whatever: of what is open not every part can be compared with it. */
function isShifted(exponent: Term): boolean {
  if (exponent.kind === 'cast' || exponent.kind === 'refined') return isShifted(exponent.operand);
  if (exponent.kind !== 'binary' || exponent.name !== 'subtract') return false;
  const by = exponent.right;
  return (by.kind === 'variable' && by.role === 'loop') || reductionOf(by)?.reduce.name === 'max';
}

const nouns = { sum: 'log-sum-exp', mean: 'log-mean-exp', pair: 'log-add-exp' } as const;

function overflowing(context: RuleContext, at: Occurrence, sum: LogSum, overflow: Overflow): Match {
  const { format, subject, call, when, raises, reasons } = overflow;
  const noun = nouns[sum.kind];
  const zero = rounded(expZero(formats[format.name]));
  return {
    at,
    message: raises
      ? `${call} raises an overflow error when ${when}, where this ${noun} is near the largest`
      : `${call} overflows ${format.name} when ${when}; then this ${noun} is inf; it is -inf where all are below ${zero}`,
    format,
    subject,
    reasons: raises ? reasons : [...reasons, { span: at.span, message: `log(inf) is inf, and log(0) is -inf` }],
    proposals: () => proposals(context, at, sum),
  };
}

/** Nothing overflows, but all of it can be 0. */
function underflowing(context: RuleContext, at: Occurrence, sum: LogSum): Match | undefined {
  const [exponent] = sum.exponents;
  // What a loop has added up before is not known.
  if (!exponent || sum.guarded || isOpen(sum)) return undefined;
  const format = formatAt(context, exponent, at);
  const zero = expZero(formats[format.name]);
  const bounds = boundsAt(context, at);
  // A mean of as many as there are is at least a part of their sum.
  const total = sum.reduce ? context.store.reduce('sum', sum.reduce.operand, sum.reduce.axis, false) : sum.term;
  if (bounds.low(total) > Math.exp(zero) || sum.exponents.some((each) => bounds.low(each) > zero)) return undefined;
  const subject = namedAt(context, at, exponent) ?? context.textOf(at.operands[0]!);
  const short = shortened(subject);
  const outcome = raisesAt(at) ? 'its log raises an error' : `this ${nouns[sum.kind]} is -inf`;
  return {
    at,
    message: `exp(${short}) is 0 in ${format.name} when ${short} < ${rounded(zero)}; where all of them are, ${outcome}`,
    format,
    subject,
    reasons: [
      { span: at.operands[0]!.span, message: `nothing keeps one of ${short} above ${rounded(zero)}, where exp is 0` },
      { span: at.span, message: 'log(0) is -inf' },
    ],
    proposals: () => proposals(context, at, sum),
  };
}
