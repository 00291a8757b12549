// exp(x.T) over a sum of exp(x): the same exponentials with their axes in another order.
import { uncast } from '../../terms/bare.ts';
import type { TermStore } from '../../terms/store.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Site } from './index.ts';
import type { Ratio } from './ratio.ts';

/** exp(x.T), and exp(x).T, which is the same, as the sum beside it may be of exp(x). */
export function turnedOut(
  store: TermStore,
  numerator: Term,
): { readonly turned: MapTerm; readonly out: Term } | undefined {
  const turned = uncast(numerator);
  if (turned.kind !== 'map' || turned.name !== 'exp' || turned.operand.kind !== 'reshape') return undefined;
  const { change, operand } = turned.operand;
  return change.to === 'reverse' ? { turned, out: store.reshape(change, store.map('exp', operand)) } : undefined;
}

/** A maximum of x.T with the shape that it has beside x. */
export function ofUnturned(store: TermStore, { ratio, whole }: Site, maximum: Term): Term {
  const { axis } = ratio.sum.reduce;
  return substitute(
    store,
    maximum,
    new Map([[store.reduce('max', whole.operand, axis, false), store.reduce('max', whole.operand, axis, true)]]),
  );
}

/** Whether an exponent is x where another one is x.T, which the sum of exp(x) without keepdims is right for. */
export function isBesideTurned(exponent: Term, { ratio, whole }: Site): boolean {
  return ratio.turned !== undefined && ratio.sum.reduce.axis.kind !== 'all' && exponent === whole.operand;
}

/** exp(x).T over a sum of exp(x) along the first axis, and exp(x.T) over one that is turned itself. */
export function isTurnedTwice({ sum, turned }: Ratio): boolean {
  const { axis } = sum.reduce;
  if (turned) return sum.changes.some(({ to }) => to === 'reverse' || to === 'swap');
  return axis.kind === 'known' && axis.axes.includes(0);
}
