// exp(x / T) and softmax(x / T) with a T that the code itself lets be 0: x / 0 is inf or NaN, and so is the softmax.
import { liftAll } from '../../terms/lift.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import type { BinaryTerm } from '../../terms/term.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { formatAt, placesBehind } from '../shared/places.ts';
import { softmaxesIn, summandsOf, type Softmax } from '../shared/softmaxes.ts';
import { shortened } from '../shared/wording.ts';
import { zeroOf } from './zero.ts';

export const zeroTemperature: Rule = { id: 'zero-temperature', find };

function find(context: RuleContext): readonly Match[] {
  const found = new Map<Occurrence, Match>();
  for (const softmax of softmaxesIn(context)) {
    for (const summand of summandsOf(softmax.logits)) {
      if (summand.kind !== 'binary' || summand.name !== 'divide') continue;
      const match = matchOf(context, softmax, summand);
      if (match) found.set(match.at, match);
    }
  }
  return [...found.values()];
}

/** Where the logits are divided: all of them, or one after the other. */
function divisionOf({ store }: RuleContext, { at }: Softmax, division: BinaryTerm): Occurrence | undefined {
  const isIt = ({ term, own, operands }: Occurrence) =>
    own &&
    term.kind === 'binary' &&
    operands[1]?.term === term.right &&
    (term === division || liftAll(store, term) === division);
  return placesBehind(at, isIt)[0] ?? at.operands.flatMap(definitionsOf).find(isIt);
}

function matchOf(context: RuleContext, softmax: Softmax, division: BinaryTerm): Match | undefined {
  const place = divisionOf(context, softmax, division);
  const divisor = place?.operands[1];
  const reason = divisor && zeroOf(context, divisor, divisor.term);
  if (!place || !divisor || reason === undefined) return undefined;
  const { at } = softmax;
  const short = shortened(context.textOf(divisor));
  return {
    at: divisor,
    message: `${short} can be 0 here, since ${reason}: then logits are inf or 0/0 = NaN, and the softmax is NaN`,
    format: formatAt(context, division, place),
    subject: context.textOf(divisor),
    reasons: [
      { span: divisor.span, message: `${short}: ${reason}` },
      { span: place.span, message: 'divided by 0, a logit is inf, -inf or NaN' },
      { span: at.span, message: 'inf - inf, the largest logit less itself, is NaN' },
    ],
    proposals: () => [],
  };
}
