// log(exp(a) / sum(exp(b))): the exponentials overflow or become 0, the logarithm of their ratio, a - logsumexp(b), does not.
import { expOverflow, expZero, formats } from '../../../kernels/index.ts';
import type { Reason } from '../../findings.ts';
import { factorsOf } from '../../terms/factors.ts';
import { bare } from '../../terms/bare.ts';
import { unwrap } from '../../terms/logarithm.ts';
import { upstream, type Occurrence } from '../../terms/occurrence.ts';
import { pickedAfterwards } from '../../terms/pickedSoftmax.ts';
import { probabilityOf } from '../../terms/probability.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import type { Match, Proposal, Rule, RuleContext } from '../rule.ts';
import { copiedPlaces } from '../shared/copies.ts';
import { logAt } from '../shared/lossLogs.ts';
import { formatAt, isMapPlace } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { rounded, shortened } from '../shared/wording.ts';

export const contrastiveRatio: Rule = { id: 'contrastive-ratio', find };

interface Ratio {
  readonly above: MapTerm;
  /** What it is divided by, with every exponential in it. */
  readonly below: Term;
  readonly exponentials: readonly MapTerm[];
  /** Whether something is added to, or limits, the ratio. */
  readonly isGuarded: boolean;
}

function find(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    const ratio = failingAt(context, at);
    return ratio && !isKeptByCalls(context, at) ? [match(context, at, ratio)] : [];
  });
}

function failingAt(context: RuleContext, at: Occurrence): Ratio | undefined {
  const log = logAt(at);
  const ratio = log && ratioIn(context, log.operand);
  return ratio && canFail(context, at, ratio) ? ratio : undefined;
}

/** Whether every call that is followed gives what cannot fail: a model whose outputs have length 1. */
function isKeptByCalls(context: RuleContext, at: Occurrence): boolean {
  const copies = copiedPlaces(context).filter(({ own }) => own === at);
  return copies.length > 0 && copies.every(({ copy }) => !failingAt(context, copy));
}

/** exp(a) over a sum with an exponential in it, which is not the sum of exp(a) alone: that is a softmax. */
function ratioIn({ store, bounds }: RuleContext, operand: Term): Ratio | undefined {
  const { layers, inner } = unwrap(operand);
  if (pickedAfterwards(store, operand) !== operand) return undefined;
  if (inner.kind !== 'binary' || inner.name !== 'divide' || probabilityOf(store, bounds, inner)) return undefined;
  const above = numeratorOf(inner.left);
  const exponentials = addendsOf(inner.right).flatMap((addend) => summedExponential(addend) ?? []);
  if (!above || exponentials.length === 0 || !isSum(inner.right)) return undefined;
  const isGuarded = layers.some((layer) => 'value' in layer);
  return { above, below: inner.right, exponentials, isGuarded };
}

/** One exponential, or the sum of those that a mask leaves: sum(exp(a) * mask). */
function numeratorOf(term: Term): MapTerm | undefined {
  const inner = bare(term);
  if (isExp(inner)) return inner;
  if (inner.kind === 'gather') return numeratorOf(inner.operand);
  if (inner.kind === 'stack') {
    const [first, ...others] = inner.items.map(numeratorOf);
    return others.every((other) => other) ? first : undefined;
  }
  if (inner.kind !== 'reduce' || inner.name !== 'sum') return undefined;
  const { factors } = factorsOf(inner.operand, () => false);
  return factors.length === 2 ? factors.find(isExp) : undefined;
}

function isExp(term: Term): term is MapTerm {
  return term.kind === 'map' && term.name === 'exp';
}

function isSum(term: Term): boolean {
  const addends = addendsOf(term);
  return addends.length > 1 ? addends.every((addend) => addend.kind !== 'constant' || addend.value < 1e-2) : true;
}

function addendsOf(term: Term): readonly Term[] {
  const inner = bare(term);
  if (inner.kind === 'binary' && inner.name === 'add') return [...addendsOf(inner.left), ...addendsOf(inner.right)];
  if (inner.kind === 'binary' && inner.name === 'subtract') return addendsOf(inner.left);
  return [inner];
}

/** What some elements are picked from, as by a mask. */
function unpicked(term: Term): Term {
  const inner = bare(term);
  return inner.kind === 'gather' ? unpicked(inner.operand) : inner;
}

/** The exponential that is summed, with a mask or alone. */
function summedExponential(term: Term): MapTerm | undefined {
  const inner = bare(term);
  if (isExp(inner)) return inner;
  if (inner.kind !== 'reduce' || inner.name !== 'sum') return undefined;
  const { factors } = factorsOf(inner.operand, () => false);
  return factors.map(unpicked).flatMap((factor) => (isExp(factor) ? [factor] : addendsOf(factor).filter(isExp)))[0];
}

function canFail(context: RuleContext, at: Occurrence, { above, exponentials }: Ratio): boolean {
  const format = formats[formatAt(context, above, at).name];
  const { bounds } = context;
  return [above, ...exponentials].some(
    ({ operand }) => bounds.high(operand) > expOverflow(format) || bounds.low(operand) < expZero(format),
  );
}

function match(context: RuleContext, at: Occurrence, ratio: Ratio): Match {
  const format = formatAt(context, ratio.above, at);
  const [overflow, zero] = [expOverflow(formats[format.name]), expZero(formats[format.name])].map(rounded);
  const places = exponentialPlaces(at, ratio);
  const subject = context.textOf(places[0]?.operands[0] ?? at);
  const what = shortened(subject);
  const reasons: Reason[] = [
    ...places.slice(0, 2).map(({ span, operands }) => {
      const text = shortened(context.textOf(operands[0]!));
      return {
        span,
        message: `exp(${text}) is inf when ${text} > ${overflow}, and 0 when it is < ${zero} (${format.name})`,
      };
    }),
    { span: at.span, message: 'inf / inf is NaN, and log(0) is -inf' },
  ];
  return {
    at,
    message: `log of this ratio is NaN in ${format.name} when ${what} > ${overflow}, and -inf when it is < ${zero}`,
    format,
    subject,
    reasons,
    covers: places,
    proposals: () => [proposal(context, at, ratio)],
  };
}

/** Where its exponentials are taken, here or before. */
function exponentialPlaces(at: Occurrence, { above, exponentials }: Ratio): readonly Occurrence[] {
  const wanted = new Set<Term>([above, ...exponentials]);
  return [...upstream(at)].filter((place) => place.own && wanted.has(place.term) && isMapPlace(place, 'exp'));
}

function proposal({ store }: RuleContext, at: Occurrence, ratio: Ratio): Proposal {
  const title = 'Subtract logsumexp';
  const withheld = (reason: string): Proposal => ({ form: 'library', title, withheld: reason });
  const { term } = at;
  const quotient = term.kind === 'map' ? term.operand : undefined;
  if (ratio.isGuarded) return withheld('something is added to the ratio before its logarithm is taken');
  if (quotient?.kind !== 'binary' || quotient.left !== ratio.above) {
    return withheld('what is divided is not one exponential');
  }
  const parts = addendsOf(ratio.below).map((addend) => logOf(store, addend));
  const [first, second, ...more] = parts;
  if (!first || (second === undefined && parts.length > 1) || more.length > 0) {
    return withheld('it is divided by something else than sums of exponentials');
  }
  const below = second ? store.binary('logaddexp', first, second) : first;
  const by = store.binary('subtract', ratio.above.operand, below);
  return valuePlan({ form: 'library', title, at, by, assumptions: ['the exponents are floating-point arrays'] });
}

/** The logarithm of an exponential, or of a sum of exponentials. */
function logOf(store: RuleContext['store'], term: Term): Term | undefined {
  if (isExp(term)) return term.operand;
  if (term.kind !== 'reduce' || term.name !== 'sum' || !isExp(term.operand)) return undefined;
  return store.reduce('logsumexp', term.operand.operand, term.axis, term.keepdims);
}
