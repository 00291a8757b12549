// log(p * (1 - p)) of a sigmoid p, as flows take it: p is 1, so that the product is 0, from a small logit on.
import { formats, probabilityOneGap } from '../../../kernels/index.ts';
import { complementOf } from '../../terms/logarithm.ts';
import { bare } from '../../terms/bare.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf } from '../../terms/probability.ts';
import { rootOf } from '../../terms/square.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { ofZero, whyOfZero } from '../shared/lossWording.ts';
import { formatAt, isMapPlace, leftBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers } from '../shared/softplus.ts';
import { boundsAt, isKeptPositive, namedAt } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';

export function logsOfSigmoidSlopes(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    const [argument] = at.operands;
    if (!isMapPlace(at, 'log') || !argument || argument.term !== at.term.operand) return [];
    const found = slopeIn(context, argument.term);
    return found && !isKeptPositive(context, at, argument.term) ? (match(context, at, argument, found) ?? []) : [];
  });
}

interface Slope {
  readonly sigmoid: Term;
  readonly logits: Term;
}

/** The p of p (1 - p), and of p - p². */
function slopeIn({ store, bounds }: RuleContext, term: Term): Slope | undefined {
  const sigmoid = factorOf(bare(term));
  const probability = sigmoid && probabilityOf(store, bounds, sigmoid);
  return sigmoid && probability?.kind === 'sigmoid' ? { sigmoid, logits: probability.logits } : undefined;
}

function factorOf(term: Term): Term | undefined {
  if (term.kind !== 'binary') return undefined;
  const { name, left, right } = term;
  if (name === 'subtract') return rootOf(bare(right)) === left ? left : undefined;
  if (name !== 'multiply') return undefined;
  return [[left, right] as const, [right, left] as const].find(([p, other]) => {
    const complement = complementOf(bare(other));
    return complement?.one === 1 && bare(complement.of) === bare(p);
  })?.[0];
}

function match(context: RuleContext, at: Occurrence, argument: Occurrence, slope: Slope): Match | undefined {
  const { logits } = slope;
  const format = formatAt(context, logits, at);
  const one = probabilityOneGap(formats[format.name]);
  const { low, high } = boundsAt(context, at).of(logits);
  if (high < one && low > -one) return undefined;
  const subject = namedAt(context, at, logits) ?? 'the logit';
  const name = shortened(subject);
  const { outcome, gradient } = ofZero(at);
  return {
    at,
    message: `log(${shortened(context.textOf(argument))}) ${outcome} in ${format.name} when ${name} > ${rounded(one)}${gradient}`,
    format,
    subject,
    reasons: [
      {
        span: argument.span,
        message: `the sigmoid of ${name} is 1 exactly when ${name} > ${rounded(one)} (${format.name}), so 1 minus it is 0`,
      },
      whyOfZero(at),
    ],
    proposals: () => proposals(context.store, at, argument, slope),
  };
}

/** 1 minus the sigmoid loses digits beside 1 as well: what is left of them is compared. */
const tolerance = 1e-6;

function proposals(
  store: TermStore,
  at: Occurrence,
  argument: Occurrence,
  { sigmoid, logits }: Slope,
): readonly Proposal[] {
  const unneeded = leftBehind(at, (value) => value === argument.term || value === sigmoid);
  const plan = { at, unneeded, tolerance };
  const size = store.map('abs', logits);
  const decaying = store.map('exp', store.map('neg', size));
  const inline = twiceLess(store, size, store.map('log1p', decaying));
  const written = valuePlan({ ...plan, form: 'inline', title: 'Take exp of -|x| only', by: inline });
  if (isOfNumbers(at)) return [written];
  const by = twiceLess(store, logits, store.map('softplus', store.map('neg', logits)));
  return [valuePlan({ ...plan, form: 'library', title: 'Replace with softplus', by }), written];
}

/** -x - 2 tail */
function twiceLess(store: TermStore, x: Term, tail: Term): Term {
  return store.binary('subtract', store.map('neg', x), store.binary('multiply', store.constant(2), tail));
}
