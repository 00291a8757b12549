// softmax(x) * mask over its own sum: where all that the mask leaves has become 0, or it leaves nothing, it is 0 / 0.
import { expZero, formats } from '../../../kernels/index.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { uncast } from '../../terms/bare.ts';
import { lifts } from '../../terms/lift.ts';
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf } from '../../terms/probability.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, RuleContext } from '../rule.ts';
import { quotientOf } from '../../terms/quotient.ts';
import { formatAt } from '../shared/places.ts';
import { boundsAt } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';

/** @param isGiven - whether a mask is what somebody gives, so that nothing here says what it leaves */
export function renormalised(context: RuleContext, isGiven: (mask: Term) => boolean): readonly Match[] {
  return context.computed.flatMap((at) => {
    const { term, form, operands } = at;
    if (form !== 'expression' || term.kind !== 'binary' || operands[0]?.term !== term.left) return [];
    const quotient = quotientOf(term);
    const sum = quotient && reductionOf(quotient.denominator);
    if (sum?.reduce.name !== 'sum') return [];
    const summed = uncast(sum.reduce.operand);
    const isItself = lifts(context.store, quotient!.numerator).some((each) => uncast(each) === summed);
    if (!isItself || !isMasked(context, summed, isGiven) || boundsAt(context, at).low(sum.reduce) > 0) return [];
    return isAsked(context, sum.reduce) ? [] : [matchOf(context, at, summed)];
  });
}

function isMasked({ store, bounds }: RuleContext, term: Term, isGiven: (mask: Term) => boolean): boolean {
  if (term.kind !== 'binary' || term.name !== 'multiply') return false;
  const isSoftmax = (side: Term) => probabilityOf(store, bounds, unwrap(side).inner)?.kind === 'softmax';
  return (isSoftmax(term.left) && isGiven(term.right)) || (isSoftmax(term.right) && isGiven(term.left));
}

/** Whether something looks at the sum, or at what came of it. */
function isAsked({ computed }: RuleContext, sum: Term): boolean {
  const isOfIt = (term: Term | undefined): boolean =>
    term !== undefined && (term === sum || ((term.kind === 'cast' || term.kind === 'reshape') && isOfIt(term.operand)));
  return computed.some(
    ({ term }) =>
      (term.kind === 'opaque' && (term.says === 'test' || term.says === 'nan') && term.operands.some(isOfIt)) ||
      (term.kind === 'where' && [term.yes, term.no].some(isOfIt)),
  );
}

function matchOf(context: RuleContext, at: Occurrence, summed: Term): Match {
  const subject = context.textOf(at);
  const format = formatAt(context, summed, at);
  const gap = rounded(-expZero(formats[format.name]));
  return {
    at,
    message: `${shortened(subject)} is 0/0 = NaN where the mask leaves nothing, or only what is ${gap} below the largest logit (${format.name})`,
    format,
    subject,
    severity: 'hint',
    reasons: [
      { span: at.span, message: 'the softmax is taken of all logits, before the mask: what that leaves can be 0' },
      { span: at.span, message: '0 / 0 is NaN' },
    ],
    proposals: () => [
      {
        form: 'inline',
        title: 'Mask the logits',
        withheld: 'where the mask leaves nothing, another value would be meant',
      },
    ],
  };
}
