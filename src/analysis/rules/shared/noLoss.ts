// Logarithms that are of no probability of logits, or of one that is kept from 0 as it is made.
import { bare } from '../../terms/bare.ts';
import { isTest } from '../../terms/comparison.ts';
import { identityMatrix, oneHot } from '../../terms/gathers.ts';
import { unwrap, type Inside, type Layer } from '../../terms/logarithm.ts';
import type { LossForm } from '../../terms/lossKinds.ts';
import { probabilityOf } from '../../terms/probability.ts';
import { probableOf } from '../../terms/probable.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { isBelowOne, isPositive } from './positive.ts';
import type { Shown } from './shown.ts';

/** Whether what is no whole distribution is none at all, or is made to have the logarithm that it has. */
export function isMeant(
  context: RuleContext,
  term: Term,
  form: LossForm | undefined,
  shown: Shown | undefined,
): boolean {
  return (!form && isZeroed(context, term)) || (!shown && isSetToOthers(context, term));
}

/** An attribute of which every method is seen to leave something in it that is computed, and no probability of logits. */
function isSetToOthers(context: RuleContext, attribute: Term): boolean {
  const { store, bounds } = context;
  const values =
    attribute.kind === 'join' ? attribute.items : attribute.kind === 'opaque' ? context.valuesOf(attribute) : [];
  const kinds = values.map((value) => bare(value).kind);
  const isGiven = kinds.some((kind) => kind === 'variable' || kind === 'element' || kind === 'gather');
  return (
    !isGiven &&
    kinds.some((kind) => kind === 'binary' || kind === 'reduce') &&
    values.every((value) => !probabilityOf(store, bounds, unwrap(value).inner) && !probableOf(store, bounds, value))
  );
}

/** A class or a mask as numbers: targets, whose logarithm has no logits. */
export function isIndicator(term: Term): boolean {
  return isTest(term) || (term.kind === 'opaque' && (term.key === oneHot || term.key === identityMatrix));
}

/** A value where a condition holds, and 0 elsewhere: that its logarithm is -inf there is what it was made for. */
export function isZeroed({ bounds }: RuleContext, term: Term): boolean {
  if (term.kind !== 'where') return false;
  return [term.yes, term.no].some((branch) => bounds.low(branch) === 0 && bounds.high(branch) === 0);
}

/** A probability that cannot be less is not lost in any format. */
const farFromZero = 1e-3;

/** 0.9 * p + 0.1: bounds that are no guard keep it from 0, or a share that is moved away from both ends, whatever probability p is. */
export function isAwayFromZero({ bounds }: RuleContext, within: Inside): boolean {
  const { inner, complement } = within;
  if (complement ? bounds.high(inner) <= 1 - farFromZero : bounds.low(inner) >= farFromZero) return true;
  const share = shareOf(inner);
  const moved = movedBy(complement ? within.within : within.layers);
  if (share === undefined || moved === undefined) return false;
  return complement ? share + moved <= 1 - farFromZero : moved >= farFromZero;
}

/** The constant below 1 that a value is multiplied by. */
function shareOf(term: Term): number | undefined {
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  const factor = [term.left, term.right].find(({ kind }) => kind === 'constant');
  return factor?.kind === 'constant' && factor.value > 0 && factor.value < 1 ? factor.value : undefined;
}

/** What constants are added; undefined where something else keeps it in its limits. */
function movedBy(layers: readonly Layer[]): number | undefined {
  let sum = 0;
  for (const layer of layers) {
    if (!('value' in layer)) continue;
    if (layer.kind !== 'epsilon' || layer.value.kind !== 'constant') return undefined;
    sum += layer.value.value;
  }
  return sum;
}

/** p[:, None] + p[None, :], of which each may be a probability: their sum is what two things weigh together. */
function isOfTwo(term: Term): boolean {
  return term.kind === 'binary' && term.name === 'add' && bare(term.left) === bare(term.right);
}

/** s / (n - 1), as label smoothing gives each of n - 1 other classes, and the 1 - s that it leaves the one: settings, both. */
function isSmoothing({ inner, complement }: Inside, whole: Term): boolean {
  return isShareOfCount(inner) || (complement && [...subterms(whole)].some(isShareOfCount));
}

function isShareOfCount(term: Term): boolean {
  if (term.kind !== 'binary' || term.name !== 'divide') return false;
  const below = bare(term.right);
  return (
    below.kind === 'binary' && below.name === 'subtract' && below.right.kind === 'constant' && below.right.value === 1
  );
}

/** -expm1(x), which is 1 - exp(x) without the loss of digits: what that is, the other way to write it does not say either. */
function isMissingToOne(term: Term): boolean {
  return term.kind === 'map' && term.name === 'neg' && term.operand.kind === 'map' && term.operand.name === 'expm1';
}

/** What stands in the form of a probability, and is made as none is. */
export function isNoProbability(inside: Inside, whole: Term): boolean {
  return isOfTwo(inside.inner) || isMissingToOne(inside.inner) || isSmoothing(inside, whole);
}

/** A probability by its form alone that what it is made of keeps from 0, or from 1. */
export function isKeptByMaking(context: RuleContext, { inner, complement }: Inside): boolean {
  return complement ? isBelowOne(context, inner) : isPositive(context, inner);
}
