// Sums and maxima of groups of elements, each group told by an index: scatter, segment sums, counts with weights.
import { bare } from './bare.ts';
import type { TermStore } from './store.ts';
import type { OpaqueTerm, Term } from './term.ts';

export type GroupedName = 'sum' | 'mean' | 'max' | 'min';

const prefix = 'grouped ';

export interface Grouped {
  readonly name: GroupedName;
  readonly of: Term;
  readonly index: Term;
}

/** One value for each group; `index` has the group of each element. */
export function groupedOf(store: TermStore, { name, of, index }: Grouped): Term {
  return store.opaque(`${prefix}${name}`, [of, index]);
}

export function asGrouped({ key, operands }: OpaqueTerm): Grouped | undefined {
  const [of, index] = operands;
  if (!key.startsWith(prefix) || !of || !index) return undefined;
  return { name: key.slice(prefix.length) as GroupedName, of, index }; // nobody else has that prefix
}

/** What there is of a group, for each element of it: total[index]. */
export function groupOfEach(term: Term): Grouped | undefined {
  const pick = bare(term);
  if (pick.kind !== 'gather') return undefined;
  const values = bare(pick.operand);
  const grouped = values.kind === 'opaque' ? asGrouped(values) : undefined;
  return grouped && pick.indices.some((index) => bare(index) === bare(grouped.index)) ? grouped : undefined;
}
