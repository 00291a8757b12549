// What replaces a binary cross-entropy of a sigmoid: the same of its logits, softplus(x) - t * x.
import type { BinaryCrossEntropy } from '../../terms/binaryCrossEntropy.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Probability } from '../../terms/probability.ts';
import type { LibraryTerm, Term } from '../../terms/term.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { unwrap } from '../../terms/logarithm.ts';
import { namesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers, softplusByPairs, softplusByParts } from '../shared/softplus.ts';

export const titles = {
  loss: 'Replace with the loss of logits',
  library: 'Compute it from the logits with softplus',
  inline: 'Compute it from the logits',
} as const;

export function proposals(
  context: RuleContext,
  at: Occurrence,
  { positive, negative, target, sameProbability }: BinaryCrossEntropy,
  probability: Probability | undefined,
): readonly Proposal[] {
  const withheld = (reason: string): readonly Proposal[] => {
    return [{ form: 'inline', title: titles.inline, withheld: reason }];
  };
  if (probability?.kind !== 'sigmoid' || !sameProbability) return withheld('the logits are not followed to here');
  if (probability.term !== positive.argument.p) return withheld('the probabilities are picked or reshaped first');
  if (!target || !positive.plain || !negative.plain) return withheld('its two terms are scaled or summed apart');
  const { store } = context;
  const x = probability.logits;
  const product = store.binary('multiply', target, x);
  const negation = positive.sign === 1 ? userOf(context, at, isNegation) : undefined;
  const isLoss = positive.sign === -1 || negation !== undefined;
  const place = negation ?? at;
  // The logarithms may have names of their own.
  const unneeded = [probability.term, ...at.operands.map(({ term }) => term)].flatMap((term) => namesBehind(at, term));
  const of = (softplus: Term) =>
    isLoss ? store.binary('subtract', softplus, product) : store.binary('subtract', product, softplus);
  const mean = meanOf(context, at, positive.sign);
  const ofMean = mean && [
    valuePlan({
      form: 'library',
      title: titles.loss,
      at: mean,
      by: store.library('binary-cross-entropy', x, { kind: 'all' }, [target]),
      unneeded,
      assumptions: ['the targets are floating-point numbers of the same shape as the logits'],
    }),
  ];
  const library = valuePlan({
    form: 'library',
    title: titles.library,
    at: place,
    by: of(store.map('softplus', x)),
    unneeded,
  });
  const softplus = isOfNumbers(at) ? softplusByParts(store, x) : softplusByPairs(store, x);
  const names = new Map(isOfNumbers(at) ? [[x, 'z']] : []);
  // The loss wants targets of the logits' shape, which is not checked: it comes last.
  return [
    library,
    valuePlan({ form: 'inline', title: titles.inline, at: place, by: of(softplus), unneeded, names }),
    ...(ofMean ?? []),
  ];
}

function isNegation(term: Term): boolean {
  return term.kind === 'map' && term.name === 'neg';
}

function isMean(term: Term): boolean {
  return term.kind === 'reduce' && term.name === 'mean' && term.axis.kind === 'all' && term.keepdims === false;
}

function userOf({ computed }: RuleContext, at: Occurrence, isWanted: (term: Term) => boolean): Occurrence | undefined {
  return computed.find(({ term, operands, form }) => form === 'expression' && operands[0] === at && isWanted(term));
}

/** The place of the mean of all, with its minus sign, if the whole is that. */
function meanOf(context: RuleContext, at: Occurrence, sign: 1 | -1): Occurrence | undefined {
  let place = at;
  let isLoss = sign === -1;
  let mean: Occurrence | undefined;
  for (;;) {
    const next = userOf(context, place, (term) => (!isLoss && isNegation(term)) || (!mean && isMean(term)));
    if (!next) break;
    if (isNegation(next.term)) isLoss = true;
    else mean = next;
    place = next;
  }
  return mean && isLoss ? place : undefined;
}

/** A library's loss of probabilities becomes its loss of logits. */
export function replaceLoss(
  { store }: RuleContext,
  at: Occurrence,
  term: LibraryTerm,
  probability: Probability,
): Proposal {
  const title = titles.loss;
  if (probability.term !== unwrap(term.operand).inner) {
    return { form: 'library', title, withheld: 'a mask takes some of the probabilities away first' };
  }
  if (probability.term !== term.operand || term.others.length !== 1) {
    return { form: 'library', title, withheld: 'the loss has options, or the probabilities are reshaped first' };
  }
  return valuePlan({
    form: 'library',
    title,
    at,
    by: store.library('binary-cross-entropy', probability.logits, term.axis, term.others),
    unneeded: namesBehind(at, probability.term),
  });
}
