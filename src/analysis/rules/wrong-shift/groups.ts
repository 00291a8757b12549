// A softmax of each of several groups of elements, scattered by an index, that is shifted by one maximum for all: in a group
// that is far below it every exponential is 0, and so is their sum.
import { expZero, formats } from '../../../kernels/index.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { bare } from '../../terms/bare.ts';
import { groupOfEach } from '../../terms/groups.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { quotientOf } from '../../terms/quotient.ts';
import { unguarded } from '../naive-softmax/ratio.ts';
import type { Match, RuleContext } from '../rule.ts';
import { formatAt, placesBehind } from '../shared/places.ts';
import { rounded } from '../shared/wording.ts';
import { largestEpsilon } from './cumulative.ts';
import { shiftIn } from './shift.ts';

export function groupShifted(context: RuleContext, outer: Occurrence): Match | undefined {
  const quotient = outer.form === 'expression' ? quotientOf(outer.term) : undefined;
  const guarded = quotient && unguarded(quotient.denominator);
  const group = guarded && groupOfEach(guarded.inner);
  const above = quotient && bare(quotient.numerator);
  if (group?.name !== 'sum' || above?.kind !== 'map' || above.name !== 'exp' || bare(group.of) !== above)
    return undefined;
  const shift = shiftIn(above.operand);
  const maximum = shift && reductionOf(shift.by)?.reduce;
  if (!shift || shift.negated || maximum?.name !== 'max' || maximum.axis.kind !== 'all') return undefined;
  const [place] = placesBehind(outer, ({ term, own, form }) => own && form === 'expression' && term === above);
  if (!place || maximum.operand !== shift.logits) return undefined;
  const format = formatAt(context, above.operand, place);
  const zero = expZero(formats[format.name]);
  if (context.bounds.low(above.operand) >= zero) return undefined;
  const { number } = guarded?.beside ?? {};
  const least = number?.kind === 'constant' && number.value > 0 ? Math.max(zero, Math.log(number.value)) : zero;
  const isKept = guarded?.guarded === true;
  if (isKept && number?.kind === 'constant' && number.value > largestEpsilon) return undefined;
  const [at = place] = placesBehind(place, ({ term, own, form }) => own && form === 'expression' && term === shift.by);
  const outcome = isKept ? 'less than half of what they are' : `0/0 = NaN in ${format.name}`;
  return {
    at,
    message: `one maximum is subtracted from all, the sums are by group: groups more than ${rounded(-(isKept ? least : zero))} below the largest logit of all become ${outcome}`,
    format,
    subject: context.textOf(place.operands[0] ?? place),
    reasons: [
      { span: at.span, message: 'the largest logit of all groups' },
      {
        span: outer.span,
        message: `each is divided by the sum of its own group, which can be ${isKept ? 'less than what is added to it' : '0'}`,
      },
    ],
    covers: [place, outer],
    proposals: () => [],
  };
}
