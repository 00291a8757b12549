// The chain of bounds from the exponent to the quotient, in words.
import { expOverflow, expZero, formats } from '../../../kernels/index.ts';
import type { Reason } from '../../findings.ts';
import { describeAxis } from '../../terms/axis.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import { rounded, shortened } from '../shared/wording.ts';
import type { RuleContext } from '../rule.ts';
import type { Site } from './index.ts';
import { subjectOf } from './index.ts';
import { raisesAt } from '../shared/softplus.ts';
import { placesBehind } from '../shared/places.ts';

export function reasonsFor(context: RuleContext, site: Site): readonly Reason[] {
  const { division, ratio, places, format, fails } = site;
  const [place] = places as [Occurrence];
  const subject = shortened(subjectOf(context, place));
  const threshold = rounded(expOverflow(formats[format.name]));
  const sum = placesBehind(division, ({ term, own }) => own && term === ratio.sum.reduce)[0];
  if (fails === 'below') {
    const least = rounded(expZero(formats[format.name]));
    return [
      {
        span: place.span,
        message: `exp(${subject}) is 0 when ${subject} < ${least} (${format.name}): far from everything`,
      },
      ...(sum ? [{ span: sum.span, message: `nothing keeps one of them near 0, so that the sum can be 0` }] : []),
      { span: division.span, message: '0 / 0 is NaN' },
    ];
  }
  const reasons: Reason[] = [...origin(context, site, subject)];
  if (raisesAt(place)) {
    const message = `exp(${subject}) raises an overflow error when ${subject} > ${threshold}`;
    return [...reasons, { span: place.span, message }];
  }
  reasons.push({ span: place.span, message: `exp(${subject}) is inf when ${subject} > ${threshold} (${format.name})` });
  if (sum) reasons.push({ span: sum.span, message: `the sum over ${describeAxis(ratio.sum.reduce.axis)} is then inf` });
  reasons.push({ span: division.span, message: 'inf / inf is NaN' });
  return reasons;
}

/** Where the exponent comes from, and that nothing there keeps it small. */
function origin(context: RuleContext, { places, exponential }: Site, subject: string): readonly Reason[] {
  const argument = places[0]!.form === 'inlined' ? undefined : places[0]!.operands[0];
  if (!argument) return [];
  const high = context.bounds.high(exponential.operand);
  const limit = high === Infinity ? 'nothing bounds it from above' : `its bound is ${high}`;
  return definitionsOf(argument).map((definition) => {
    if (definition.term.kind === 'variable' && definition.term.role === 'parameter') {
      return { span: definition.span, message: `${definition.term.name} is a parameter: ${limit}` };
    }
    const text = shortened(context.textOf(definition));
    const what = text === subject ? subject : `${subject} is ${text}`;
    return { span: definition.span, message: `${what}: ${limit}` };
  });
}
