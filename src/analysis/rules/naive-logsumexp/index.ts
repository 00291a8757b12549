// log(sum(exp(x))): inf where one exp overflows, -inf where all of them are 0, although the log-sum-exp is near max(x).
import { expOverflow, expZero, formats } from '../../../kernels/index.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { bare } from '../../terms/bare.ts';
import { isDistanceWithinOne } from '../../terms/betweenTwo.ts';
import { peakOf } from '../../terms/bounds/peak.ts';
import { unguarded } from '../../terms/finiteGuard.ts';
import { groupedIn } from '../../terms/groups.ts';
import { lifts } from '../../terms/lift.ts';
import { itemsOf } from '../../terms/logarithm.ts';
import { logSumOf, type LogSum } from '../../terms/logSum.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { onePlusExp } from '../../terms/probability.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { toBaseAt } from '../shared/bases.ts';
import { holdsByCalls, isBelowByCalls } from '../shared/boundedByCalls.ts';
import { isShiftedByLeft } from '../shared/leftMaximum.ts';
import { logAt } from '../shared/lossLogs.ts';
import { overflowOf, type Overflow } from '../shared/overflow.ts';
import { formatAt, isAddedByLanguage, isMapPlace, placesBehind } from '../shared/places.ts';
import { isOfNumbers, raisesAt } from '../shared/softplus.ts';
import { boundsAt, namedAt } from '../shared/sources.ts';
import { rounded, shortened, theExponent } from '../shared/wording.ts';
import { proposals } from './proposals.ts';

export const naiveLogSumExp: Rule = { id: 'naive-logsumexp', find };

function find(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    const sum = sumAt(at);
    if (!sum || isSoftplus(at)) return [];
    const isShifted = (exponent: Term) => isShiftedByLeft(summedBy(sum), exponent);
    if (sum.exponents.every(isShifted)) return [];
    const overflow = sum.exponents
      .filter((exponent) => !isGivenElsewhere(context, at, exponent))
      .map((exponent) => overflowOf(context, at, exponent))
      .find((each) => each && !each.isNotTaken);
    const found = overflow ? overflowing(context, at, sum, overflow) : underflowing(context, at, sum);
    return found ? [found] : [];
  });
}

/** A parameter of another method, which has left the sum in an attribute, if no call is seen, or every call gives logarithms or what is small. */
function isGivenElsewhere(context: RuleContext, at: Occurrence, exponent: Term): boolean {
  if (exponent.kind !== 'variable' || exponent.role !== 'parameter' || isSeenFrom(exponent.scope, at.scope))
    return false;
  if (context.argumentsOf(exponent).length === 0) return true;
  const threshold = expOverflow(formats[formatAt(context, exponent, at).name]);
  return isBelowByCalls(context, exponent, threshold);
}

/**
 * x - max(x), with axes that a parameter may keep: `max(x, keepdims=keep)`, in each branch as it has to be there; or along an axis that is
 * given, which may be the first.
 */
function isLessOwnMaximum(exponent: Term): boolean {
  if (exponent.kind !== 'binary' || exponent.name !== 'subtract') return false;
  const { reduce } = reductionOf(exponent.right) ?? {};
  if (reduce?.name !== 'max' || (reduce.keepdims !== 'unknown' && reduce.axis.kind !== 'symbolic')) return false;
  return bare(reduce.operand) === bare(exponent.left);
}

/** Whether a scope is another, or around it. */
function isSeenFrom(scope: string, inner: string): boolean {
  return inner === scope || inner.startsWith(`${scope}/`);
}

/** What is added up. */
function summedBy({ term }: LogSum): Term {
  return term.kind === 'reduce' ? term.operand : term;
}

/** Of log1p, a sum to which 1 is added. */
function sumAt(at: Occurrence): LogSum | undefined {
  const log = logAt(at);
  if (log) return logSumOf(log.operand);
  const sum = isMapPlace(at, 'log1p') ? logSumOf(at.term.operand) : undefined;
  return sum && { ...sum, kind: 'mixed', reduce: undefined, complete: false };
}

/** log(1 + exp(x)) has a rule of its own. */
function isSoftplus(at: Occurrence): boolean {
  const log = logAt(at);
  return log !== undefined && onePlusExp(bare(log.operand)) !== undefined;
}

const nouns = { sum: 'log-sum-exp', mean: 'log-mean-exp', pair: 'log-add-exp', mixed: 'log-sum-exp' } as const;

function overflowing(context: RuleContext, at: Occurrence, sum: LogSum, overflow: Overflow): Match {
  const { format, subject, call, when, raises, scale, reasons } = overflow;
  const noun = nouns[sum.kind];
  const lost = sum.complete ? rounded(expZero(formats[format.name]) / scale) : undefined;
  const below = lost ? `; it is -inf where all are below ${lost}` : '';
  const belowToo = lost && raisesAt(at) ? `; its log raises an error where all are below ${lost}` : '';
  const ends = sum.complete ? 'log(inf) is inf, and log(0) is -inf' : 'log(inf) is inf';
  return {
    at,
    message: raises
      ? `${call} raises an overflow error when ${when}, where this ${noun} is near the largest${belowToo}`
      : `${call} overflows ${format.name} when ${when}; then this ${noun} is inf${below}`,
    format,
    subject,
    reasons: raises ? reasons : [...reasons, { span: at.span, message: ends }],
    proposals: () => toBaseAt(context.store, at, proposals(context, at, sum)),
  };
}

/** Nothing overflows, but all of it can be 0. */
function underflowing(context: RuleContext, at: Occurrence, sum: LogSum): Match | undefined {
  const [exponent] = sum.exponents;
  if (!exponent || sum.guarded || !sum.complete) return undefined;
  // With weights or masks beside them, exponents that are shifted are as good as it gets.
  if (sum.kind === 'mixed' && sum.exponents.some(isNormalised)) return undefined;
  if (sum.kind === 'pair' && isLessLargest(sum.exponents)) return undefined;
  // Of numbers there are no rows, each of which the largest of all would be too large for.
  const isOfAll =
    isOfNumbers(at) || isAddedInRounds(context, at, sum) || (sum.reduce && isAddedByLanguage(at, sum.reduce));
  if (isOfAll && isLessLargestOfAll(exponent)) return undefined;
  const branches = exponent.kind === 'join' || exponent.kind === 'where' ? itemsOf(exponent) : [exponent];
  if (branches.every(isLessOwnMaximum)) return undefined;
  const format = formatAt(context, exponent, at);
  const zero = expZero(formats[format.name]);
  const bounds = boundsAt(context, at);
  // A mean of as many as there are is at least a part of their sum.
  const total = sum.reduce ? context.store.reduce('sum', sum.reduce.operand, sum.reduce.axis, false) : sum.term;
  if (bounds.low(total) > Math.exp(zero) || sum.exponents.some((each) => bounds.low(each) > zero)) return undefined;
  const isAbove = (each: Term) => context.bounds.low(each) > zero;
  if (sum.exponents.some((each) => holdsByCalls(context, each, isAbove))) return undefined;
  const subject = namedAt(context, at, exponent) ?? theExponent;
  const short = shortened(subject);
  const outcome = raisesAt(at) ? 'its log raises an error' : `this ${nouns[sum.kind]} is -inf`;
  return {
    at,
    message: `exp(${short}) is 0 in ${format.name} when ${short} < ${rounded(zero)}; where all of them are, ${outcome}`,
    format,
    subject,
    // Points of one set are mostly of length 1 by then, as those of a loss that spreads them out: not all are far from all others.
    ...(isDistanceWithinOne(exponent) && { severity: 'hint' as const }),
    reasons: [
      { span: at.operands[0]!.span, message: `nothing keeps one of ${short} above ${rounded(zero)}, where exp is 0` },
      { span: at.span, message: 'log(0) is -inf' },
    ],
    proposals: () => toBaseAt(context.store, at, proposals(context, at, sum)),
  };
}

/** Whether a few exponents are shifted by the largest of them, so that one of their exponentials is 1. */
function isLessLargest(exponents: readonly Term[]): boolean {
  const differences = exponents.flatMap((each) => (each.kind === 'binary' && each.name === 'subtract' ? [each] : []));
  const [shift, ...others] = new Set(differences.map(({ right }) => right));
  if (!shift || others.length > 0 || differences.length < exponents.length) return false;
  const values = new Set(differences.map(({ left }) => left));
  const isOfThese = (term: Term): boolean =>
    term.kind === 'binary' && term.name === 'maximum'
      ? isOfThese(term.left) && isOfThese(term.right)
      : values.has(term);
  return isOfThese(unguarded(shift));
}

/** Whether a loop or a generator adds the exponentials one by one: as whoever writes so takes an array to be one of numbers. */
function isAddedInRounds({ store }: RuleContext, at: Occurrence, { reduce }: LogSum): boolean {
  if (!reduce) return false;
  return placesBehind(at, ({ term, form }) => form === 'expression' && term === reduce).some(
    ({ operands: [added] }) => {
      if (added?.term !== reduce.operand) return true;
      return added.operands.some(({ term }) => term !== added.term && lifts(store, term).includes(added.term));
    },
  );
}

/** Whether the largest exponent of all is 0. */
function isLessLargestOfAll(exponent: Term): boolean {
  const peak = peakOf(exponent);
  return peak?.value === 0 && peak.axis.kind === 'all';
}

/** Whether something is subtracted that was taken of many: a maximum, a log-sum-exp. */
function isNormalised(exponent: Term): boolean {
  return [...subterms(exponent)].some(
    (part) =>
      groupedIn(part)?.name === 'max' ||
      (part.kind === 'reduce' && (part.name === 'max' || part.name === 'min' || part.name === 'logsumexp')) ||
      (part.kind === 'binary' && (part.name === 'maximum' || part.name === 'logaddexp')) ||
      (part.kind === 'library' && part.name === 'log-softmax'),
  );
}
