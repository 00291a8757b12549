// What a library draws by weights, whatever these add up to: it is the same where each has the same share of their sum.
import { knownAxis } from '../terms/axis.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { operandsOf } from '../terms/walk.ts';
import type { Exchange } from './rest.ts';

/** Of two draws that differ in their weights alone, the shares of these, which are what decides. Libraries draw along the last axis. */
export function withoutDraw(store: TermStore, { from, to }: Exchange): Exchange | undefined {
  if (from.kind !== 'opaque' || from.says !== 'drawn' || to.kind !== 'opaque' || to.says !== 'drawn') return undefined;
  const [before, after] = [operandsOf(from), operandsOf(to)];
  if (before.length !== after.length) return undefined;
  const [place, ...others] = before.flatMap((operand, i) => (operand === after[i] ? [] : [i]));
  if (place === undefined || others.length > 0) return undefined;
  const shareOf = (weights: Term) => store.binary('divide', weights, store.reduce('sum', weights, knownAxis(-1), true));
  return { from: shareOf(before[place]!), to: shareOf(after[place]!) };
}
