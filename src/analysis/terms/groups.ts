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
  /** Along which axis the groups lie: a number. */
  readonly axis: Term;
  /** What it is put into, where that is told. */
  readonly base?: Term | undefined;
  /** Whether a group has what was in the base before among its values; otherwise it is there for its length. */
  readonly countsBase?: boolean | undefined;
}

const alone = ' alone';

/** One value for each group; `index` has the group of each element. */
export function groupedOf(store: TermStore, { name, of, index, axis, base, countsBase = false }: Grouped): Term {
  const key = `${prefix}${name}${base && !countsBase ? alone : ''}`;
  return store.opaque(key, base ? [of, index, axis, base] : [of, index, axis]);
}

export function asGrouped({ key, operands }: OpaqueTerm): Grouped | undefined {
  const [of, index, axis, base] = operands;
  if (!key.startsWith(prefix) || !of || !index || !axis) return undefined;
  const countsBase = base !== undefined && !key.endsWith(alone);
  const name = key.slice(prefix.length).replace(alone, '') as GroupedName; // nobody else has that prefix
  return { name, of, index, axis, base, countsBase };
}

export function groupedIn(term: Term): Grouped | undefined {
  return term.kind === 'opaque' ? asGrouped(term) : undefined;
}

/** What there is of a group, for each element of it: total[index]. */
export function groupOfEach(term: Term): Grouped | undefined {
  const pick = bare(term);
  if (pick.kind !== 'gather') return undefined;
  const grouped = groupedIn(bare(pick.operand));
  return grouped && pick.indices.some((index) => bare(index) === bare(grouped.index)) ? grouped : undefined;
}
