// p * log(p): its limit is 0 where p is 0, but 0 · -inf is NaN.
import type { Reason } from '../../findings.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { finiteLogs } from '../shared/finiteLogs.ts';
import { isMeasured, isUnguarded, lossLogs, shownKind, type LossLog } from '../shared/lossLogs.ts';
import { atGap, byFormOnly, ofZero, oneGap, originOf, zeroGap } from '../shared/lossWording.ts';
import { raisesAt } from '../shared/softplus.ts';
import { contains } from '../shared/places.ts';
import type { Term } from '../../terms/term.ts';
import { operandsOf } from '../../terms/walk.ts';
import { takesNaNOut } from '../../terms/withoutNaN.ts';
import { shortened } from '../shared/wording.ts';

export const entropyOfProbabilities: Rule = { id: 'entropy-of-probabilities', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  const byPlace = new Map<Occurrence, LossLog[]>();
  for (const loss of lossLogs(context)) {
    const place = isUnguarded(loss) && isEntropy(context, loss) ? productOf(context, loss) : undefined;
    if (place) byPlace.set(place, [...(byPlace.get(place) ?? []), loss]);
  }
  return [...byPlace].flatMap(([place, losses]) => {
    // The same logarithm may be taken elsewhere, too: of one product it is the one in it.
    const inside = losses.filter(({ at }) => contains(place, at));
    return match(context, place, inside.length > 0 ? inside : losses.slice(0, 1)) ?? [];
  });
}

function isEntropy(context: RuleContext, loss: LossLog): boolean {
  const { form, inside } = loss;
  if (form?.kind !== 'entropy' && form?.kind !== 'divergence') return false;
  // Where p > 0 is picked first nothing is 0, of two that are divided neither.
  const parts = inside.inner.kind === 'binary' && inside.inner.name === 'divide' ? operandsOf(inside.inner) : [];
  const picked = [...inside.layers.map(({ term }) => term), ...parts];
  const isMasked = picked.some((term) => term.kind === 'gather' && term.indices.some(isMask));
  return !isMasked && !isMeasured(context, loss);
}

/** Where the products that are NaN are replaced, or left out of the sum. */
function isTakenOut({ computed }: RuleContext, { form }: LossLog): boolean {
  return form !== undefined && computed.some(({ term }) => takesNaNOut(term, form.whole));
}

function isMask(index: Term): boolean {
  if (index.kind !== 'opaque') return false;
  const { key, operands, range } = index;
  return (range?.low === 0 && range.high === 1) || (key === 'operator &' && operands.every(isMask));
}

/** @param losses - the logarithms in one product: p * (log(p) - log(q)) has two */
function match(context: RuleContext, place: Occurrence, losses: readonly LossLog[]): Match | undefined {
  // What has no logits is not made finite; where all have, they are together.
  const isWhole = losses.every(({ probability }) => probability);
  const loss = isWhole ? losses[0]! : losses.at(-1)!;
  const { at, argument, format, probability } = loss;
  const subject = context.textOf(argument);
  const short = shortened(subject);
  const raises = raisesAt(at);
  const isTaken = isTakenOut(context, loss);
  // By the form alone there is only the value to say something of.
  if (isTaken && !shownKind(loss)) return undefined;
  const isDivisor = loss.shown?.by === 'divisor';
  const fails = raises
    ? `log(${short}) raises an error`
    : isDivisor
      ? `log(${short}) is inf, and so is this product,`
      : `0 · log(0) is NaN: so is this product with log(${short})`;
  const where = isDivisor
    ? 'where the divisor has become 0'
    : probability
      ? atGap(loss, gapOf(loss))
      : shownKind(loss)
        ? `where the probability is 0 (${atGap(loss, gapOf(loss))})`
        : `where ${shortened(context.textOf(weightAt(loss)))} is ${loss.inside.complement ? 1 : 0}`;
  return {
    at: place,
    message: `${fails} in ${format.name} ${where}${isTaken ? taken(at) : byFormOnly(loss)}`,
    format,
    subject,
    reasons: reasons(context, loss, place),
    severity: probability && !(isTaken && !at.behaviour?.differentiates) ? 'warning' : 'hint',
    covers: isWhole ? losses.map((each) => each.at) : [at],
    proposals: () => finiteLogs(context, isWhole ? losses : [loss], []),
  };
}

/** What is 0 where such a product has no value: of log(p / q), what is above the line. */
function weightAt({ argument, inside: { inner } }: LossLog): Occurrence {
  const isDivided =
    argument.form === 'expression' && argument.term.kind === 'binary' && argument.term.name === 'divide';
  const [above] = argument.operands;
  return isDivided && above?.term !== inner && above ? above : argument;
}

/** From which gap of logits on the argument of the logarithm is 0: 1 - p is where p is 1. */
function gapOf(loss: LossLog): string {
  return loss.inside.complement ? oneGap(loss) : zeroGap(loss);
}

/** What is left to say where the NaN is taken out of the value. */
function taken({ behaviour }: Occurrence): string {
  return behaviour?.differentiates
    ? '; it is taken out of the value, but not of the gradient'
    : '; it is taken out, with a warning at run time';
}

/** Where the product is taken: around the logarithm if that stands in it, and as small as can be. */
function productOf({ computed }: RuleContext, { at, form }: LossLog): Occurrence | undefined {
  const places = computed.filter(
    (place) => place !== at && place.term === form?.whole && place.form === 'expression' && place.scope === at.scope,
  );
  const size = ({ span }: Occurrence) => span.end - span.start;
  const around = places.filter((place) => contains(place, at));
  return (around.length > 0 ? around : places).sort((a, b) => size(a) - size(b))[0];
}

function reasons(context: RuleContext, loss: LossLog, place: Occurrence): readonly Reason[] {
  if (loss.shown?.by === 'divisor') {
    const message = `the divisor becomes 0 from a gap of ${zeroGap(loss)} between logits on, and the quotient inf`;
    return [originOf(context, loss), { span: loss.at.span, message }];
  }
  return [
    originOf(context, loss),
    {
      span: loss.at.span,
      message: `it becomes 0 from a gap of ${gapOf(loss)} between logits on, and log(0) ${ofZero(loss.at).outcome}`,
    },
    ...(raisesAt(loss.at) ? [] : [{ span: place.span, message: '0 times -inf is NaN, and so is every sum with it' }]),
  ];
}
