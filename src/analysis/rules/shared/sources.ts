// Where the parts of a value at a place were computed, and under which conditions a place is reached.
import type { Bounds } from '../../terms/bounds/bounds.ts';
import { comparisonOf, differing, type Guard } from '../../terms/comparison.ts';
import { someOf } from '../../terms/gathers.ts';
import { unwrap } from '../../terms/logarithm.ts';
import { limitsIn } from '../../terms/outcomes.ts';
import { lifts } from '../../terms/lift.ts';
import { nearest, upstream, type Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';
import { exponentAt } from './places.ts';

/** The nearest place in the document's own text that a value of `root` was computed at. */
export function sourceOf(root: Occurrence, term: Term): Occurrence | undefined {
  return nearest(root, (place) => place.own && place.term === term && isComputed(place));
}

/** The nearest place where each element of a value is computed by itself, in a loop or for a list. */
export function elementSourceOf(store: TermStore, root: Occurrence, term: Term): Occurrence | undefined {
  return nearest(root, (place) => {
    // A function of the text that does nothing else is what it takes.
    const isTaken = place.form === 'expression' || (place.form === 'inlined' && exponentAt(place) !== undefined);
    const isOne = place.own && isTaken && place.term.kind === term.kind && place.term !== term;
    return isOne && lifts(store, place.term).includes(term);
  });
}

/** How a value is called at a place: the nearest code that names or computes it. */
export function namedAt(context: RuleContext, root: Occurrence, term: Term): string | undefined {
  const place = namingPlace(root, term);
  return place && context.textOf(place);
}

function namingPlace(root: Occurrence, term: Term): Occurrence | undefined {
  return nearest(root, (each) => each.own && each.term === term && (isComputed(each) || each.form === 'read'));
}

/** How the logits of a probability are called: not by the call, or the layer, that gives the probability itself. */
export function logitsNamedAt(context: RuleContext, root: Occurrence, logits: Term, probability?: Term): string {
  const whole = probability && sourceOf(root, probability);
  const place = namingPlace(root, logits);
  const isWhole = whole && place && whole.span.start === place.span.start && whole.span.end === place.span.end;
  return place && !isWhole ? context.textOf(place) : 'the logit';
}

function isComputed({ form }: Occurrence): boolean {
  return form === 'expression' || form === 'inlined';
}

/** The bounds at a place, given the conditions under which it is reached or its value is taken. */
export function boundsAt(context: RuleContext, place: Occurrence): Bounds {
  const guards = choices(context).get(place) ?? [];
  return guards.length === 0 ? context.bounds : context.bounds.under(guards);
}

/**
 * Whether what is computed at a place is only taken where a value is below a setting: x > threshold ? x : …, whatever the
 * threshold is.
 */
export function isCappedAt(context: RuleContext, place: Occurrence, term: Term): boolean {
  return (choices(context).get(place) ?? []).some(({ condition, holds }) => {
    const compared = comparisonOf(condition, holds);
    if (!compared) return false;
    const isLess = compared.comparator.startsWith('<');
    const [small, large] = isLess ? [compared.left, compared.right] : [compared.right, compared.left];
    return isSetting(large) && isSameProduct(small, term);
  });
}

/** A parameter or another name that is not computed from anything. */
function isSetting({ kind }: Term): boolean {
  return kind === 'variable';
}

/** The same value, or the same two values multiplied in the other order. */
function isSameProduct(a: Term, b: Term): boolean {
  if (a === b) return true;
  const areProducts = a.kind === 'binary' && b.kind === 'binary' && a.name === 'multiply' && b.name === 'multiply';
  return areProducts && a.left === b.right && a.right === b.left;
}

/** Whether what is taken of a value at a place is only taken where it is above 0. */
export function isKeptPositive(context: RuleContext, place: Occurrence, term: Term): boolean {
  const { inner, layers } = unwrap(term);
  const isBranch = isRefinedPositive(context, inner) && !layers.some((layer) => 'value' in layer);
  const whole = layers.every(({ kind }) => kind === 'cast' || kind === 'shape') ? inner : term;
  // log(where(p > 0, p, 1)) is of nothing else, and so is its gradient.
  if (limitsIn(inner).length === 0 && isChosenPositive(context, whole)) return true;
  // What a choice by elements does not take is NaN in the backward pass all the same; a branch is not computed.
  return isBranch || (!place.behaviour?.differentiates && isPositiveAt(context, place, whole));
}

/** Whether a condition keeps it above 0: of a part of a total, the part. */
function isRefinedPositive(context: RuleContext, term: Term): boolean {
  if (isRefined(term)) return context.bounds.low(term) > 0;
  return term.kind === 'binary' && term.name === 'divide' && isRefinedPositive(context, unwrap(term.left).inner);
}

/** Whether a condition bounds it, or what it is 1 minus. */
function isRefined(term: Term): boolean {
  if (term.kind === 'binary' && term.name === 'subtract' && term.left.kind === 'constant') return isRefined(term.right);
  return term.kind === 'refined' || isOfKept(term);
}

/** One of those that a condition leaves: p.filter((v) => v > 0) */
function isOfKept(term: Term): boolean {
  const kept = term.kind === 'element' ? term.of : term;
  return kept.kind === 'gather' && kept.key === someOf && kept.operand.kind === 'refined';
}

/** Whether the choice that takes what a place has says that a value is above 0: p * log(p) if p > 0 else 0. */
function isPositiveAt(context: RuleContext, place: Occurrence, term: Term): boolean {
  return (choices(context).get(place) ?? []).some((guard) => saysPositive(context, guard, term));
}

/** Whether a value is one where a condition on it says that it is above 0, and something above 0 elsewhere. */
function isChosenPositive(context: RuleContext, term: Term): boolean {
  if (term.kind !== 'where') return false;
  const { condition, yes, no } = term;
  return [
    { part: yes, holds: true },
    { part: no, holds: false },
  ].every(({ part, holds }) => context.bounds.low(part) > 0 || saysPositive(context, { condition, holds }, part));
}

function saysPositive(context: RuleContext, { condition, holds }: Guard, term: Term): boolean {
  const [one, other] = differing(condition, holds) ?? [];
  if (one === term && other?.kind === 'constant' && other.value === 0) return context.bounds.low(term) >= 0;
  const compared = comparisonOf(condition, holds);
  if (!compared) return false;
  const { comparator, left, right } = compared;
  if (left === term && right.kind === 'constant') {
    return (comparator === '>' && right.value >= 0) || (comparator === '>=' && right.value > 0);
  }
  if (right !== term || left.kind !== 'constant') return false;
  return (comparator === '<' && left.value >= 0) || (comparator === '<=' && left.value > 0);
}

const known = new WeakMap<readonly Occurrence[], ReadonlyMap<Occurrence, readonly Guard[]>>();

/** The conditions under which an elementwise choice takes what a place has. */
function choices({ computed }: RuleContext): ReadonlyMap<Occurrence, readonly Guard[]> {
  const before = known.get(computed);
  if (before) return before;
  const found = new Map<Occurrence, Guard[]>();
  for (const { term, operands } of computed) {
    const [condition, yes, no] = operands;
    if (term.kind !== 'where' || !condition || yes?.term !== term.yes || no?.term !== term.no) continue;
    const [ifSo, otherwise] = [yes, no].map((branch) => new Set(upstream(branch))) as [
      Set<Occurrence>,
      Set<Occurrence>,
    ];
    const note = (places: ReadonlySet<Occurrence>, others: ReadonlySet<Occurrence>, holds: boolean) => {
      for (const place of places) {
        if (others.has(place)) continue;
        found.set(place, [...(found.get(place) ?? []), { condition: condition.term, holds }]);
      }
    };
    note(ifSo, otherwise, true);
    note(otherwise, ifSo, false);
  }
  known.set(computed, found);
  return found;
}
