// Log-sum-exps whose exponentials are taken one by one: in a loop, a callback, a comprehension, or of a list.
import { finiteOrZero } from '../../terms/finiteGuard.ts';
import { lifts } from '../../terms/lift.ts';
import { nearest, type Occurrence } from '../../terms/occurrence.ts';
import { scaledSumOf, type ScaledSum } from '../../terms/scaledSum.ts';
import type { Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { Proposal, Replacement, RuleContext } from '../rule.ts';
import { exponentAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { valuePlan, type ValuePlan } from '../shared/plans.ts';
import { elementSourceOf, sourceOf } from '../shared/sources.ts';
import { logsOfSum, withMaximum } from '../shared/sumLogs.ts';

/** Whether exponentials are those of elements, in a loop or a comprehension. A function that is called may take them of all at once. */
export function isTakenOneByOne({ store }: RuleContext, at: Occurrence, exponent: Term): boolean {
  const exponential = store.map('exp', exponent);
  const source = sourceOf(at, exponential);
  if (source) return exponentAt(source)?.term !== exponent;
  const isOne = ({ term }: Occurrence) => term !== exponential && lifts(store, term).includes(exponential);
  return nearest(at, (place) => place.term.kind === 'map' && isOne(place)) !== undefined;
}

/**
 * The exponents are shifted where they stand, and the maximum is added to the logarithm. Quotients by the sum keep their
 * values if what they divide is shifted with it. Undefined where the sum is not one of exponentials and factors.
 */
export function oneByOne(
  context: RuleContext,
  at: Occurrence,
  plan: Omit<ValuePlan, 'at' | 'by' | 'like'>,
): Proposal | undefined {
  const { store } = context;
  const found = scaledSumOf(at.operands[0]!.term);
  if (!found) return undefined;
  const { reduce, exponential } = found;
  const source = elementSourceOf(store, at, exponential) ?? sourceOf(at, exponential);
  if (!source) return undefined;
  const shift = finiteOrZero(store, store.reduce('max', exponential.operand, reduce.axis, reduce.keepdims));
  const quotients = quotientsBy(context, at, found);
  const places = quotients.length === 0 ? [source] : exponentialsIn(context, at, found);
  const exponents = places.map(exponentAt).filter((each) => each !== undefined);
  if (exponents.length < places.length) return undefined;
  const shifts = exponents.map((each) => shifted(context, each, shift));
  const logs = [at, ...logsOfSum(context, at.scope, reduce).filter((other) => other !== at)];
  const sums = logs.map((log) => withMaximum(context, log, reduce, shift));
  const exchange = new Map<Term, Term>([
    ...sums.map((sum) => [sum.at.term, sum.by] as const),
    ...shifts.map((each) => [store.map('exp', each.at.term), store.map('exp', each.by)] as const),
    [exponential, store.map('exp', store.binary('subtract', exponential.operand, shift))],
  ]);
  const kept = quotients.map((quotient) => ({ at: quotient, by: substitute(store, quotient.term, exchange) }));
  const like = placesBehind(at, ({ own, form, term }) => own && form === 'expression' && term === reduce);
  return {
    ...valuePlan({ ...plan, at, by: sums[0]!.by, like }),
    writing: 'shift',
    replacements: [...shifts, ...sums],
    keeps: [...sums, ...kept],
    exchange,
  };
}

function shifted({ store }: RuleContext, at: Occurrence, shift: Term): Replacement {
  return { at, by: store.binary('subtract', at.term, shift) };
}

/** Quotients of such an exponential by the sum, in the same function. */
function quotientsBy({ computed, store }: RuleContext, { scope }: Occurrence, sum: ScaledSum): readonly Occurrence[] {
  return computed.filter(({ own, scope: there, form, term }) => {
    if (!own || there !== scope || form !== 'expression' || term.kind !== 'binary' || term.name !== 'divide')
      return false;
    const above = [...subterms(term.left)].some((part) => isOf(store, part, sum));
    return above && subterms(term.right).has(sum.reduce);
  });
}

/** Where the exponentials of the sum are computed in the same function, whatever for. */
function exponentialsIn(
  { computed, store }: RuleContext,
  { scope }: Occurrence,
  sum: ScaledSum,
): readonly Occurrence[] {
  return computed.filter((place) => {
    const isTaken = isMapPlace(place, 'exp') || (place.form === 'inlined' && exponentAt(place) !== undefined);
    return place.own && place.scope === scope && isTaken && isOf(store, place.term, sum);
  });
}

function isOf(store: RuleContext['store'], term: Term, { exponential }: ScaledSum): boolean {
  return (
    term === exponential || (term.kind === 'map' && term.name === 'exp' && lifts(store, term).includes(exponential))
  );
}
