// -log(p[y]): a likelihood that was computed as a probability first is 0 for the worst predictions, and its log -inf.
import type { Reason } from '../../findings.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { isOnlyDrawn } from '../shared/compared.ts';
import { byDraw, isDrawn } from '../shared/drawn.ts';
import { finiteLogs } from '../shared/finiteLogs.ts';
import { isUnguarded, lossLogs, shownKind, type LossLog } from '../shared/lossLogs.ts';
import { atGap, byFormOnly, oneGap, ofZero, originOf, timesZero, whyOfZero, zeroGap } from '../shared/lossWording.ts';
import { endsOfOutcomes } from '../shared/outcomes.ts';
import { contains, placesWithin } from '../shared/places.ts';
import { shortened } from '../shared/wording.ts';
import { logsOfDensities } from './densities.ts';

export const nllOfProbabilities: Rule = { id: 'nll-of-probabilities', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  const likelihoods = lossLogs(context).filter((loss) => isUnguarded(loss) && isLikelihood(context, loss));
  const told = new Set(likelihoods.map(({ at }) => at));
  const densities = logsOfDensities(context).filter(({ at }) => !told.has(at));
  return [...likelihoods.map((loss) => match(context, loss)), ...densities];
}

/** A pick of a softmax, 1 minus a softmax; or, where only the form says what it is, a pick or a sum over targets. */
function isLikelihood(context: RuleContext, loss: LossLog): boolean {
  const { at, probability, shown, form, inside } = loss;
  const isPicked = inside.layers.some(({ kind }) => kind === 'pick');
  // What a mask leaves out has the logarithm -inf on purpose.
  if (shown?.by === 'weighted' && !isPicked && !form) return false;
  // log-of-sigmoid knows both ends of it.
  if (shown?.kind === 'sigmoid' && endsOfOutcomes(context, loss)) return false;
  // The logarithm of what is a softmax where it comes from.
  if (shown?.kind === 'softmax' && !inside.complement) return !isOfProduct(loss) || isBesideProduct(context, loss);
  // Without a pick, and of a sigmoid, it is a logarithm that other rules tell of.
  if (probability) {
    if (probability.kind !== 'softmax') return false;
    return inside.complement ? form?.kind !== 'binary' : isPicked;
  }
  // What is trained so is nothing else; a mean of logarithms may be of anything.
  if (form?.kind === 'sample') return at.behaviour?.differentiates === true;
  return form?.kind === 'pick' || form?.kind === 'one-hot' || form?.kind === 'focal';
}

/** Whether the same logarithm is taken once more, in the product of an entropy, and this one is in none. */
function isBesideProduct(context: RuleContext, { at, log }: LossLog): boolean {
  const losses = lossLogs(context);
  const wholes = new Set(losses.filter(isOfProduct).map(({ form }) => form!.whole));
  const products = context.computed.filter(({ form, term }) => form === 'expression' && wholes.has(term));
  const isInside = (place: LossLog['at']) => products.some((product) => contains(product, place));
  return !isInside(at) && losses.some((other) => other.log === log && isInside(other.at));
}

function isOfProduct({ form }: LossLog): boolean {
  return form?.kind === 'entropy' || form?.kind === 'divergence';
}

function match(context: RuleContext, loss: LossLog): Match {
  const { at, argument, format, probability } = loss;
  const subject = context.textOf(argument);
  const { complement } = loss.inside;
  const { outcome, gradient } = ofZero(at);
  const gap = complement ? oneGap(loss) : zeroGap(loss);
  const fails = probability
    ? `log(${shortened(subject)}) ${outcome} in ${format.name} ${atGap(loss, gap)}${timesZero(loss.form, at)}${gradient}`
    : `log(${shortened(subject)}) ${outcome} where the probability has become ${complement ? 1 : 0} (${format.name}: from a gap of ${gap} between logits)${timesZero(loss.form, at)}`;
  return {
    at,
    message: `${fails}${byFormOnly(loss)}${byDraw(loss)}`,
    format,
    subject,
    reasons: reasons(context, loss),
    severity: shownKind(loss) && !isDrawn(loss) && !isOnlyDrawn(context, at.term) ? 'warning' : 'hint',
    covers: placesWithin(at, ({ term }) => term.kind === 'map' && term.name === 'exp'),
    proposals: () => finiteLogs(context, [loss], []),
  };
}

function reasons(context: RuleContext, loss: LossLog): readonly Reason[] {
  const { at, argument } = loss;
  return [
    originOf(context, loss),
    loss.inside.complement
      ? {
          span: argument.span,
          message: `it is 0 from a gap of ${oneGap(loss)} between logits on: the probability is 1`,
        }
      : { span: argument.span, message: `it is 0 from a gap of ${zeroGap(loss)} between logits on: exp has become 0` },
    whyOfZero(at),
  ];
}
