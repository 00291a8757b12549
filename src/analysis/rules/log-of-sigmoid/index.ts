// log(sigmoid(x)) and log(1 - sigmoid(x)): a sigmoid that has become 0 or 1 gives log(0) = -inf, although the
// log-sigmoid is finite: about x, or -x.
import { formats, probabilityOneGap } from '../../../kernels/index.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { negated } from '../../terms/probability.ts';
import type { Term } from '../../terms/term.ts';
import { sigmoidIn, type SigmoidInLog } from '../../terms/sigmoidInLog.ts';
import type { Match, Proposal, Rule, RuleContext } from '../rule.ts';
import { finiteLogs, layered, ofEnds, ofTurned, notAsOne } from '../shared/finiteLogs.ts';
import { isUnguarded, lossLogs, shownKind, type LossLog } from '../shared/lossLogs.ts';
import { isDifference, ofZero, oneGap, originOf, whyOfZero, zeroGap } from '../shared/lossWording.ts';
import { formatAt, isMapPlace, placesWithin } from '../shared/places.ts';
import { endsOfOutcomes } from '../shared/outcomes.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers, raisesAt, logSigmoidByParts, softplusByPairs, softplusByParts } from '../shared/softplus.ts';
import { zeroOfSigmoid } from '../shared/sigmoidEnds.ts';
import { boundsAt, namedAt } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { logsOfSigmoidSlopes } from './slopes.ts';
import { logsOfSlopes } from './squashed.ts';

export const logOfSigmoid: Rule = { id: 'log-of-sigmoid', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  return [...followed(context), ...shownOnly(context), ...logsOfSlopes(context), ...logsOfSigmoidSlopes(context)];
}

function followed(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    if (!isMapPlace(at, 'log')) return [];
    const found = sigmoidIn(context.store, context.bounds, at.term.operand);
    return found ? match(context, at, found) : [];
  });
}

/** Logarithms of what is a sigmoid in a branch, or for what a call gives, and those to another base. Losses that other rules are about are not among them. */
function shownOnly(context: RuleContext): readonly Match[] {
  return lossLogs(context)
    .filter(
      (loss) => shownKind(loss) === 'sigmoid' && isUnguarded(loss) && (!loss.form || endsOfOutcomes(context, loss)),
    )
    .filter((loss) => !loss.probability || (loss.at.term !== loss.log && loss.at.form === 'expression'))
    .map((loss) => {
      const { at, argument, format, inside } = loss;
      const { outcome, gradient } = ofZero(at);
      const subject = context.textOf(argument);
      const gap = inside.complement ? oneGap(loss) : zeroGap(loss);
      const branches = endsOfOutcomes(context, loss);
      return {
        at,
        message: `log of ${shortened(subject)} ${outcome} in ${format.name} where ${branches ?? where(loss, gap)}${gradient}`,
        format,
        subject,
        reasons: [originOf(context, loss), whyOfZero(at)],
        proposals: () => finiteLogs(context, [loss], []),
      };
    });
}

function where({ shown, inside }: LossLog, gap: string): string {
  if (isDifference(shown)) return `both of its logits are above ${gap}`;
  return `${shown?.by === 'mixture' ? 'every logit' : 'its logit'} is ${inside.complement ? `above ${gap}` : `below -${gap}`}`;
}

function match(context: RuleContext, at: Occurrence, found: SigmoidInLog): readonly Match[] {
  const { complement, logits, byHand, odds } = found;
  const format = formatAt(context, logits, at);
  const data = formats[format.name];
  const bounds = boundsAt(context, at);
  const lower = zeroOfSigmoid(format.name, byHand);
  const one = probabilityOneGap(data);
  const isHigh = bounds.high(logits) >= one;
  const isLow = bounds.low(logits) <= -lower;
  if (!(complement ? isHigh : isLow) && !(odds && isHigh)) return [];
  const name = shortened(namedAt(context, at, logits) ?? 'the logit');
  const subject = context.textOf(at.operands[0]!);
  const short = shortened(subject);
  const [above, below] = [`${name} > ${rounded(one)}`, `${name} < -${rounded(lower)}`];
  const when = odds ? `${below}, and inf when ${above}` : complement ? above : below;
  const raises = raisesAt(at);
  const outcome = raises ? `log of ${short} raises an error in` : `log of ${short} is -inf in`;
  const gradient = at.behaviour?.differentiates ? '; then the gradient is NaN' : '';
  const sigmoid = odds
    ? `0 when ${below}, and 1 exactly when ${above}, so 1 minus it is 0`
    : complement
      ? `1 exactly, so 1 minus it is 0, when ${when}`
      : `0 when ${when}`;
  return [
    {
      at,
      message: `${outcome} ${format.name} when ${when}${gradient}`,
      format,
      subject,
      reasons: [
        { span: at.operands[0]!.span, message: `the sigmoid of ${name} is ${sigmoid} (${format.name})` },
        { span: at.span, message: raises ? 'log(0) raises an error' : 'log(0) is -inf' },
        ...(at.behaviour?.differentiates ? [{ span: at.span, message: '0 · 1/0 in the backward pass is NaN' }] : []),
      ],
      covers: placesWithin(at, ({ term }) => term.kind === 'binary' && term.name === 'divide'),
      proposals: () => proposals(context, at, found),
    },
  ];
}

function proposals(context: RuleContext, at: Occurrence, found: SigmoidInLog): readonly Proposal[] {
  const { store } = context;
  const { complement, logits, layers, odds, hasEnds } = found;
  if (hasEnds) {
    return [{ form: 'inline', title: 'Take the logarithm of the sigmoid', withheld: ofEnds }];
  }
  if (odds)
    return [
      valuePlan({ form: 'inline', title: 'Take what the sigmoid is of', at, by: layered(store, layers, logits) }),
    ];
  const argument = complement ? negated(store, logits) : logits;
  const by = layered(store, layers, store.map('log-sigmoid', argument));
  if (layers.length > 0) return withinLayers(at, found, by);
  const library = valuePlan({ form: 'library', title: 'Replace with log-sigmoid', at, by });
  // -log(sigmoid(x)) is a softplus: one sign less.
  const negation = context.computed.find(({ term, operands }) => operands[0] === at && isNegation(term, at.term));
  const sign = (softplus: Term) => (negation ? softplus : store.map('neg', softplus));
  const plan = (title: string, value: Term, names?: ReadonlyMap<Term, string>) =>
    valuePlan({ form: 'inline', title, at: negation ?? at, by: value, ...(names && { names }) });
  if (!isOfNumbers(at)) return [library, plan('Use logaddexp', sign(softplusByPairs(store, negated(store, argument))))];
  const parts =
    negation || complement ? sign(softplusByParts(store, negated(store, argument))) : logSigmoidByParts(store, logits);
  return [library, plan('Take exp of -|x| only', parts, new Map([[logits, 'z']]))];
}

/** Of what is reshaped or picked from, only the library's function: what it is written out as would be taken apart by it. */
function withinLayers(at: Occurrence, { layers, isTurned }: SigmoidInLog, by: Term): readonly Proposal[] {
  const title = 'Replace with log-sigmoid';
  const withheld = isTurned ? ofTurned : notAsOne(layers);
  return [
    withheld === undefined ? valuePlan({ form: 'library', title, at, by }) : { form: 'library', title, withheld },
  ];
}

function isNegation(term: Term, operand: Term): boolean {
  return term.kind === 'map' && term.name === 'neg' && term.operand === operand;
}
