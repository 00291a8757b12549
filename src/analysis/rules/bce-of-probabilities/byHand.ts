// The gradient of a binary cross-entropy, written by hand: -(t / p) + (1 - t) / (1 - p), or (p - t) / (p (1 - p)). Where p is 0 or 1 it is
// inf, and 0 / 0 = NaN where the target is the same; times p (1 - p), the derivative of the sigmoid, it would be p - t.
import { bare } from '../../terms/bare.ts';
import { complementOf, unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf } from '../../terms/probability.ts';
import { isByHand } from '../../terms/sigmoidInLog.ts';
import type { BinaryTerm, Term } from '../../terms/term.ts';
import { takesNaNOut } from '../../terms/withoutNaN.ts';
import type { Match, RuleContext } from '../rule.ts';
import { isAskedAbout } from '../shared/asked.ts';
import { endsOf } from '../shared/lossWording.ts';
import { formatAt } from '../shared/places.ts';
import { isBelowOne, isPositive } from '../shared/positive.ts';
import { boundsAt, isKeptPositive, namedAt } from '../shared/sources.ts';
import { shortened } from '../shared/wording.ts';

export function gradientByHand(context: RuleContext, at: Occurrence): Match | undefined {
  const { term, operands } = at;
  // What a callback makes of each is met within it.
  if (term.kind !== 'binary' || operands[0]?.term !== term.left) return undefined;
  const p = ofQuotients(term) ?? ofOneQuotient(term);
  if (
    !p ||
    isClipped(p) ||
    isKeptPositive(context, at, p) ||
    isAskedAbout(context, at, [unwrap(p).inner]) ||
    isNaNAskedFor(context, at)
  )
    return undefined;
  if (isPositive(context, p) && isBelowOne(context, p)) return undefined;
  const { low, high } = boundsAt(context, at).of(p);
  const known = probabilityOf(context.store, context.bounds, unwrap(p).inner);
  const isKnown = known?.kind === 'sigmoid';
  if (isKnown ? low > 0 && high < 1 : low > 0 || high < 1) return undefined;
  const format = formatAt(context, p, at);
  const subject = namedAt(context, at, p) ?? 'p';
  const name = shortened(subject);
  const ends = endsOf(format, known && { kind: known.kind, isByHand: isByHand(known) });
  const aside = isKnown ? '' : '; only its form says that it is of probabilities';
  return {
    at,
    message: `this gradient of a binary cross-entropy divides by 0 when ${name} is 0 or 1${ends}: then it is inf, or 0 / 0 = NaN${aside}`,
    format,
    subject,
    reasons: [
      { span: at.span, message: `${name} and 1 - ${name} are divided by` },
      {
        span: at.span,
        message: `through the sigmoid that gives ${name} it is ${name} less the target: no quotient is needed`,
      },
    ],
    severity: isKnown ? 'warning' : 'hint',
    proposals: () => [],
  };
}

/** Kept from 0, or from 1, by whatever number. */
function isClipped(p: Term): boolean {
  const inner = bare(p);
  return inner.kind === 'binary' && (inner.name === 'maximum' || inner.name === 'minimum');
}

/** Whether the NaN is asked for, or taken out, in the same function. */
function isNaNAskedFor({ computed }: RuleContext, { scope, term: value }: Occurrence): boolean {
  const isAsked = (term: Term) => term.kind === 'opaque' && term.says === 'nan' && term.operands.includes(value);
  return computed.some((place) => place.scope === scope && (takesNaNOut(place.term, value) || isAsked(place.term)));
}

interface Part {
  readonly above: Term;
  readonly below: Term;
  readonly isNegative: boolean;
}

/** The p of t / p and (1 - t) / (1 - p), one of which is subtracted. */
function ofQuotients(term: BinaryTerm): Term | undefined {
  if (term.name !== 'add' && term.name !== 'subtract') return undefined;
  const [one, other] = [partOf(term.left, false), partOf(term.right, term.name === 'subtract')];
  if (!one || !other || one.isNegative === other.isNegative) return undefined;
  return ofPair(one, other) ?? ofPair(other, one);
}

function ofPair(happened: Part, not: Part): Term | undefined {
  const [target, p] = [complementOf(bare(not.above))?.of, complementOf(bare(not.below))?.of];
  const isPair = target && p && bare(target) === bare(happened.above) && bare(p) === bare(happened.below);
  return isPair ? happened.below : undefined;
}

function partOf(term: Term, isNegative: boolean): Part | undefined {
  if (term.kind === 'map' && term.name === 'neg') return partOf(term.operand, !isNegative);
  if (term.kind !== 'binary' || term.name !== 'divide') return undefined;
  const { left, right } = term;
  if (left.kind === 'map' && left.name === 'neg') return { above: left.operand, below: right, isNegative: !isNegative };
  return { above: left, below: right, isNegative };
}

/** The p of (p - t) / (p * (1 - p)). */
function ofOneQuotient(term: BinaryTerm): Term | undefined {
  if (term.name !== 'divide') return undefined;
  const [above, below] = [bare(term.left), bare(term.right)];
  if (above.kind !== 'binary' || above.name !== 'subtract' || below.kind !== 'binary' || below.name !== 'multiply')
    return undefined;
  for (const [p, other] of [[below.left, below.right] as const, [below.right, below.left] as const]) {
    const complement = complementOf(bare(other));
    const isOf = complement && bare(complement.of) === bare(p);
    if (isOf && [above.left, above.right].some((side) => bare(side) === bare(p))) return p;
  }
  return undefined;
}
