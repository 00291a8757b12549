// The logarithm of a quotient in a divergence: which of the two that are divided is the probability that is lost.
import { inside, type Inside } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf } from '../../terms/probability.ts';
import { probableOf } from '../../terms/probable.ts';
import type { RuleContext } from '../rule.ts';
import { isOfNearLogits } from './nearLogits.ts';
import { formatAt } from './places.ts';
import { isPositive } from './positive.ts';
import { kindOf, type Shown } from './shown.ts';
import { isKeptPositive } from './sources.ts';

export interface QuotientPart {
  readonly part: Inside;
  readonly shown: Shown;
}

/** log(p / q), guarded or not: the part that tells what becomes of it. */
export function quotientPart(context: RuleContext, at: Occurrence, whole: Inside): QuotientPart | undefined {
  return guardedPart(context, whole) ?? lostPart(context, at, whole);
}

/** log(clip(p) / clip(q)): of a quotient that is not 0, the probability of logits that is kept from it. */
function guardedPart(context: RuleContext, { inner, complement }: Inside): QuotientPart | undefined {
  const isQuotient = inner.kind === 'binary' && inner.name === 'divide';
  if (!isQuotient || complement || !isPositive(context, inner.left)) return undefined;
  for (const side of [inner.right, inner.left]) {
    const part = inside(side);
    const kind = kindOf(context, part.inner);
    const isGuarded = part.layers.some((layer) => layer.kind === 'floor' || layer.kind === 'epsilon');
    if (kind && isGuarded) return { part, shown: { kind, by: 'quotient' } };
  }
  return undefined;
}

/** What can be seen to be a probability that nothing keeps from 0, that above the line first. */
function lostPart(context: RuleContext, at: Occurrence, { inner, complement }: Inside): QuotientPart | undefined {
  if (inner.kind !== 'binary' || inner.name !== 'divide' || complement) return undefined;
  const [above, below] = [inside(inner.left), inside(inner.right)];
  for (const part of [above, below]) {
    const probability = probabilityOf(context.store, context.bounds, part.inner);
    const isGuarded = part.layers.some((layer) => 'value' in layer) || isKeptPositive(context, at, part.inner);
    if (!probability || isGuarded || isOfNearLogits(context, probability, formatAt(context, part.inner, at))) continue;
    return { part, shown: { kind: probability.kind, by: part === above ? 'quotient' : 'divisor' } };
  }
  // A mean of softmaxes has no logits of its own.
  const isGuarded = below.layers.some((layer) => 'value' in layer);
  const kind =
    isGuarded || below.inner.kind !== 'reduce'
      ? undefined
      : probableOf(context.store, context.bounds, below.inner)?.kind;
  return kind && !isKeptPositive(context, at, below.inner)
    ? { part: below, shown: { kind, by: 'divisor' } }
    : undefined;
}
