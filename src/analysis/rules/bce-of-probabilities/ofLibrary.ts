// A library's loss of probabilities, of a sigmoid: its logarithm is cut off, and with it the gradient.
import { bare } from '../../terms/bare.ts';
import { factorsOf } from '../../terms/factors.ts';
import { itemsOf, unwrap } from '../../terms/logarithm.ts';
import { nearest, type Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import type { LibraryTerm, Term } from '../../terms/term.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { knownAtCalls } from '../shared/copies.ts';
import { formatAt } from '../shared/places.ts';
import { boundsAt, namedAt } from '../shared/sources.ts';
import { callsOfProbabilities, forSomeCall, placeOf } from '../shared/squashed.ts';
import { shortened } from '../shared/wording.ts';
import { isGuarded, isWithinLimits, sigmoidLimits } from './limits.ts';
import { replaceLoss, titles } from './proposals.ts';

/** Such a loss of what is a sigmoid by its definition, or by what every call gives. */
export function ofLibrary(context: RuleContext, at: Occurrence, term: LibraryTerm): Match | undefined {
  if (term.name !== 'binary-cross-entropy-of-probabilities') return undefined;
  const { inner } = unwrap(maskedWithTargets(term) ?? term.operand);
  const itself = probabilityOf(context.store, context.bounds, inner);
  const ofBranch = itself ? undefined : inBranch(context, inner);
  const probability = itself ?? ofBranch ?? givenByCalls(context, inner);
  if (probability?.kind !== 'sigmoid' || isGuarded(term.operand)) return undefined;
  // The loss is a finite number either way: where another function has taken the sigmoid, that may have its reasons.
  const isBeside = nearest(
    at,
    ({ own, form, term: value }) => own && form === 'expression' && value === probability.term,
  );
  // One that takes the logits back from there cuts nothing off.
  if (!isBeside && at.behaviour?.recovers) return undefined;
  const format = formatAt(context, term.operand, at);
  if (isWithinLimits(boundsAt(context, at), probability, format)) return undefined;
  const place = at.operands[0] ?? at;
  const isMasked = inner !== unwrap(term.operand).inner;
  const subject = (isMasked ? namedAt(context, at, probability.term) : undefined) ?? context.textOf(place);
  const limits = sigmoidLimits(context, at, probability, format);
  // A compiler is left to see the whole expression, and cuts nothing off.
  const isCut = at.behaviour?.recovers?.by !== 'expressions';
  const [outcome, why] = isCut
    ? [cutOff.outcome, cutOff.why]
    : ['the loss is then inf, or 0 · -inf = NaN', 'nothing keeps log(0) from being -inf'];
  const short = shortened(subject);
  const where = ofBranch ? `${short} is a sigmoid in one branch` : `every call gives a sigmoid for ${short}`;
  const what = itself ? `${short} is a sigmoid` : where;
  return {
    at,
    message: `${shortened(subject)} is ${limits.is} in ${format.name} when ${limits.when}; ${outcome}`,
    format,
    subject,
    ...(!isBeside && { severity: 'hint' as const }),
    reasons: [
      { span: place.span, message: `${what}, which is ${limits.is} when ${limits.when}` },
      { span: at.span, message: why },
    ],
    proposals: () => (itself ? [replaceLoss(context, at, term, itself)] : [ofBranch ? ofOne : ofCalls]),
  };
}

/** What is a sigmoid in one branch alone: what there is in the other is no probability that a loss of these is meant for. */
function inBranch({ store, bounds }: RuleContext, value: Term): Probability | undefined {
  if (value.kind !== 'join' && value.kind !== 'where') return undefined;
  const found = itemsOf(value).flatMap((item) => probabilityOf(store, bounds, unwrap(item).inner) ?? []);
  return found.length === 1 && found[0]!.kind === 'sigmoid' ? found[0] : undefined;
}

/** Such losses of what only some call gives, or that an object or another file holds: a model and a criterion of a trainer. */
export function ofLibraryByCalls(context: RuleContext, isKnown: (loss: Occurrence) => boolean): readonly Match[] {
  const calls = callsOfProbabilities(
    context,
    (term) => term.kind === 'library' && term.name === 'binary-cross-entropy-of-probabilities',
  );
  return calls.flatMap((call) => {
    const { at, argument, probability } = call;
    if (isKnown(call.place) || !call.byCall || probability.kind !== 'sigmoid' || at.behaviour?.recovers) return [];
    const format = formatAt(context, argument.term, argument.usualFormat ? argument : at);
    if (isWithinLimits(boundsAt(context, at), probability, format)) return [];
    const subject = context.textOf(argument);
    const limits = sigmoidLimits(context, at, probability, format);
    return {
      at: placeOf(call),
      message: `${shortened(subject)} is ${limits.is} in ${format.name} when ${limits.when}; ${cutOff.outcome}`,
      format,
      subject,
      severity: 'hint' as const,
      reasons: [
        { span: argument.span, message: `${shortened(subject)} is a sigmoid${forSomeCall(call)}` },
        { span: call.place.span, message: cutOff.why },
      ],
      proposals: () => [ofCalls],
    };
  });
}

const cutOff = {
  outcome: 'the log of it is cut off there, and the gradient is 0',
  why: 'this loss keeps log(0) from being -inf, so a confident mistake has no gradient',
};

const ofOne: Proposal = { form: 'library', title: titles.loss, withheld: 'only one branch gives a sigmoid' };
const ofCalls: Proposal = { form: 'library', title: titles.loss, withheld: knownAtCalls };

/** What calls give for a parameter, if all of it is a sigmoid that nothing keeps from 0 and 1. */
function givenByCalls(context: RuleContext, parameter: Term): Probability | undefined {
  if (parameter.kind !== 'variable' || parameter.role !== 'parameter') return undefined;
  const given = context.argumentsOf(parameter).map((value) => {
    const probability = isGuarded(value)
      ? undefined
      : probabilityOf(context.store, context.bounds, unwrap(value).inner);
    return probability?.kind === 'sigmoid' ? probability : undefined;
  });
  return given.every((each) => each !== undefined) ? given[0] : undefined;
}

/** The p of bce(p * mask, targets * mask): what the mask takes away is 0 on both sides. */
function maskedWithTargets({ operand, others: [targets] }: LibraryTerm): Term | undefined {
  const product = unwrap(operand).inner;
  if (product.kind !== 'binary' || product.name !== 'multiply' || !targets) return undefined;
  const { factors } = factorsOf(targets, () => false);
  const isMask = (side: Term) => factors.length > 1 && factors.includes(bare(side));
  return isMask(product.right) ? product.left : isMask(product.left) ? product.right : undefined;
}
