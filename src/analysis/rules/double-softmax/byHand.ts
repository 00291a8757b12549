// A softmax that is given to a function of the text which takes a softmax, or a log-sum-exp, of it by hand.
import { uncast } from '../../terms/bare.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf, unshifted, type Probability } from '../../terms/probability.ts';
import type { Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { formatAt, namesBehind, placesWithin } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { shortened } from '../shared/wording.ts';

export function givenByHand(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    if (at.form !== 'inlined' || !at.own) return [];
    const probability = softmaxWithin(context, at.term);
    // Only what is written as its argument: of calls around it, it is inside.
    const [argument] = probability ? placesWithin(at, (place) => place.own && place.term === probability.term) : [];
    return probability && argument ? [match(context, at, argument, probability)] : [];
  });
}

/** The softmax, as it stands, whose exponentials are added up somewhere in a value. */
function softmaxWithin({ store, bounds }: RuleContext, term: Term): Probability | undefined {
  for (const part of subterms(term)) {
    if (part.kind !== 'reduce' || part.name !== 'sum') continue;
    const summed = uncast(part.operand);
    if (summed.kind !== 'map' || summed.name !== 'exp') continue;
    const probability = probabilityOf(store, bounds, unshifted(summed.operand));
    if (probability?.kind === 'softmax' && probability.term === unshifted(summed.operand)) return probability;
  }
  return undefined;
}

function match(context: RuleContext, at: Occurrence, argument: Occurrence, probability: Probability): Match {
  const what = shortened(context.textOf(argument));
  const named = /softmax/i.test(what) ? what : `${what}, a softmax,`;
  return {
    at: argument,
    message: `${named} goes into another softmax: of values in [0, 1] the largest probability is at most e times the least`,
    format: formatAt(context, argument.term, at),
    subject: context.textOf(argument),
    reasons: [
      { span: argument.span, message: `${what} is a softmax: in [0, 1], adding up to 1` },
      { span: at.span, message: 'takes exponentials of what it is given, and divides by their sum' },
    ],
    proposals: () => [proposal(context, at, argument, probability)],
  };
}

function proposal(
  { store }: RuleContext,
  at: Occurrence,
  argument: Occurrence,
  { term, logits }: Probability,
): Proposal {
  const after = substitute(store, at.term, new Map([[term, logits]]));
  const plan = valuePlan({
    form: 'inline',
    title: 'Pass the logits',
    at: argument,
    by: logits,
    meaning: 'changed',
    unneeded: namesBehind(at, term),
    doubts: ['the result changes: one softmax is taken, not two'],
  });
  return { ...plan, keeps: [{ at, by: after }], exchange: new Map([[at.term, after]]) };
}
