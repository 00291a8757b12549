// Values of which one of several is taken, each of them written out: a part of them is one of their parts.
import { isStored } from '../../../terms/gathers.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import { chosenBy } from '../../shared/lower/comparisons.ts';

/**
 * A part of one of several values, chosen as they are.
 * @param part - undefined of a value that is not written out
 * @returns undefined of a value that is no choice, and if one of the values has no such part
 */
export function ofEach(store: TermStore, term: Term, part: (one: Term) => Term | undefined): Term | undefined {
  const within = (one: Term) => part(one) ?? ofEach(store, one, part);
  if (term.kind === 'where' && !isStored(term.condition)) {
    const [yes, no] = [within(term.yes), within(term.no)];
    return yes && no && chosenBy(store, term.condition, yes, no);
  }
  if (term.kind !== 'join') return undefined;
  const items = term.items.map(within).filter((item) => item !== undefined);
  return items.length === term.items.length ? store.join(items) : undefined;
}
