// The maximum that is subtracted from the exponents of a softmax that is written out.
import { alignment, reductionOf, type Reduction } from '../../terms/alignment.ts';
import { pickedAfterwards } from '../../terms/pickedSoftmax.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { ShapeChange, Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import { isOfNumbers } from '../shared/softplus.ts';
import type { Site } from './index.ts';

/**
 * The maximum that matches the sum: its axis, and its keepdims or what stands in for it.
 * @param isFlat - whether there is one axis, so that it is the largest of all
 */
export function maximumFor(
  store: TermStore,
  { ratio, whole, division }: Site,
  logits = whole.operand,
  isFlat = false,
): Term {
  const { reduce } = ratio.sum;
  if (isFlat) return store.reduce('max', logits, { kind: 'all' }, false);
  const changes = ratio.sum.changes.filter(({ to }) => to !== 'broadcast');
  const bare = store.reduce('max', logits, reduce.axis, reduce.keepdims);
  const shaped = changes.reduceRight((term, change) => store.reshape(change, term), bare);
  const like: Reduction = reductionOf(shaped)!;
  // view(e.shape[0], 1) cannot be said where e is not computed yet.
  const circular = changes.some((change) => operandsIn(change).some((operand) => subterms(operand).has(whole)));
  const isAlong = reduce.axis.kind !== 'all' && !isOfNumbers(division);
  const isPickedAlong = isAlong && isPicked(store, division);
  // e @ v / e.sum(-1), (e * v).sum(-1) / e.sum(-1): what is added up is gone from the numerator, too.
  const isSummed = (ratio.product && alignment(like) === '1-d') || (isAlong && ratio.averaged);
  // exp(z.T) / exp(z).sum(1): what is divided has that axis last.
  const isNever = alignment(like) === 'never' && !ratio.turned;
  const keepsAxis = circular || isPickedAlong || isSummed || isNever;
  return keepsAxis ? store.reduce('max', logits, reduce.axis, true) : shaped;
}

function operandsIn(change: ShapeChange): readonly Term[] {
  return 'operands' in change ? change.operands : [];
}

/** e[range(n), y] / e.sum(1): what is picked has lost the axis as well. */
export function isPicked(store: TermStore, { term }: Occurrence): boolean {
  return pickedAfterwards(store, term) !== term;
}

/** Sums over the first axis of what has no other one, as sums of all of it. */
export function flattened(store: TermStore, sums: readonly Term[]): readonly (readonly [Term, Term])[] {
  return sums.flatMap((sum) =>
    sum.kind === 'reduce' ? [[sum, store.reduce(sum.name, sum.operand, { kind: 'all' }, false)] as const] : [],
  );
}
