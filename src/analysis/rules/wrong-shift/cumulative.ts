// Log-sum-exps of the elements up to each, as of the risk sets of a survival model or of the rest of a ranking, that are shifted by the
// largest of all: where what is added up so far is far below it, every exponential is 0, and so is their sum.
import { expZero, formats } from '../../../kernels/index.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { orderOf } from '../../terms/orders.ts';
import { runningOf } from '../../terms/runningSum.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { MapTerm, OpaqueTerm, Term } from '../../terms/term.ts';
import { unguarded } from '../naive-softmax/ratio.ts';
import type { Match, RuleContext } from '../rule.ts';
import { formatAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { isKeptPositive } from '../shared/sources.ts';
import { asWritten } from '../shared/lossWording.ts';
import { rounded } from '../shared/wording.ts';
import { shiftIn } from './shift.ts';

/** What is added to keep a sum from 0 is smaller. */
export const largestEpsilon = 1e-2;

export function cumulativelyShifted(context: RuleContext, outer: Occurrence): Match | undefined {
  if (!isMapPlace(outer, 'log')) return undefined;
  const { inner, guarded, beside } = unguarded(outer.term.operand);
  const running = runningIn(inner);
  const exponential = running && exponentialIn(runningOf(running)!);
  const shift = exponential && shiftIn(exponential.operand);
  const maximum = shift && !shift.negated ? reductionOf(shift.by)?.reduce : undefined;
  // In descending order the first is the largest.
  if (
    !exponential ||
    !shift ||
    orderOf(shift.logits) ||
    maximum?.name !== 'max' ||
    reordered(maximum.operand) !== reordered(shift.logits)
  )
    return undefined;
  const isPlace = ({ term, own, form }: Occurrence) => own && form === 'expression' && term === exponential;
  const [place] = placesBehind(outer, isPlace);
  if (!place || (!guarded && isKeptPositive(context, outer, inner))) return undefined;
  const format = formatAt(context, exponential.operand, place);
  const zero = expZero(formats[format.name]);
  const number = beside && (context.defaultOf(beside.number) ?? beside.number);
  const epsilon = number?.kind === 'constant' ? number.value : undefined;
  const limit = epsilon !== undefined && epsilon > 0 ? Math.log(epsilon) : zero;
  // A number as large as that is a part of the formula.
  if (epsilon !== undefined && epsilon > largestEpsilon) return undefined;
  if (context.bounds.low(exponential.operand) >= limit || (guarded && epsilon === undefined)) return undefined;
  const [at = place] = placesBehind(place, ({ term, own, form }) => own && form === 'expression' && term === shift.by);
  const outcome =
    epsilon === undefined
      ? `log(0) = -inf in ${format.name}`
      : `the logarithm of ${asWritten(epsilon)}, without a gradient`;
  return {
    at,
    message: `one maximum is subtracted from all, the sums are of the elements up to each: where these are more than ${rounded(-limit)} below the largest of all, what is left is ${outcome}`,
    format,
    subject: context.textOf(place.operands[0] ?? place),
    reasons: [
      { span: at.span, message: 'the largest logit of all, which not every one of the sums has' },
      {
        span: outer.span,
        message: 'a running log-sum-exp keeps a maximum of its own: np.logaddexp.accumulate, torch.logcumsumexp',
      },
    ],
    covers: [place, outer],
    proposals: () => [],
  };
}

/** The sums, whatever their order and shape. */
function runningIn(term: Term): OpaqueTerm | undefined {
  const inner = reordered(term);
  return inner.kind === 'opaque' && runningOf(inner) ? inner : undefined;
}

function exponentialIn(term: Term): MapTerm | undefined {
  const inner = reordered(term);
  return inner.kind === 'map' && inner.name === 'exp' ? inner : undefined;
}

/** A value without changes of its shape, its format and the order of its elements. */
function reordered(term: Term): Term {
  switch (term.kind) {
    case 'cast':
    case 'reshape':
      return reordered(term.operand);
    case 'gather':
      // The last sum is that of all.
      return term.indices.length > 0 && term.indices.every(({ kind }) => kind === 'constant')
        ? term
        : reordered(term.operand);
    default:
      return term;
  }
}
