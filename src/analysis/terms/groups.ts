// Sums and maxima of groups of elements, each group told by an index: scatter, segment sums, counts with weights.
import { bare } from './bare.ts';
import { pickOne, takeAlong } from './gathers.ts';
import type { TermStore } from './store.ts';
import type { GatherTerm, OpaqueTerm, Term } from './term.ts';

export type GroupedName = 'sum' | 'mean' | 'max' | 'min';

const prefix = 'grouped ';

export interface Grouped {
  readonly name: GroupedName;
  readonly of: Term;
  /** The group of each element; of `slices` where each group begins. */
  readonly index: Term;
  /** Whether the groups are slices, one after another. */
  readonly slices?: boolean | undefined;
  /** Along which axis the groups lie: a number. */
  readonly axis: Term;
  /** What it is put into, where that is told. */
  readonly base?: Term | undefined;
  /** Whether a group has what was in the base before among its values; otherwise it is there for its length. */
  readonly countsBase?: boolean | undefined;
}

const alone = ' alone';
const inSlices = ' of slices';

/** One value for each group. */
export function groupedOf(
  store: TermStore,
  { name, of, index, axis, base, countsBase = false, slices = false }: Grouped,
): Term {
  const key = `${prefix}${name}${slices ? inSlices : ''}${base && !countsBase ? alone : ''}`;
  return store.opaque(key, base ? [of, index, axis, base] : [of, index, axis]);
}

export function asGrouped({ key, operands }: OpaqueTerm): Grouped | undefined {
  const [of, index, axis, base] = operands;
  if (!key.startsWith(prefix) || !of || !index || !axis) return undefined;
  const countsBase = base !== undefined && !key.endsWith(alone);
  const slices = key.includes(inSlices);
  const name = key.slice(prefix.length).replace(alone, '').replace(inSlices, '') as GroupedName; // nobody else has that prefix
  return { name, of, index, axis, base, countsBase, slices };
}

export function groupedIn(term: Term): Grouped | undefined {
  return term.kind === 'opaque' ? asGrouped(term) : undefined;
}

/**
 * What there is of a group, for each element of it: total[index]. What is made of slices is repeated as often as each has elements, or
 * picked by an index that is not seen to be theirs: nothing else has as many.
 */
export function groupOfEach(term: Term): Grouped | undefined {
  const pick = bare(term);
  if (pick.kind !== 'gather') return repeatedGroup(term);
  const grouped = groupedIn(bare(pick.operand));
  if (grouped?.slices) return isPickOfMany(pick) ? grouped : undefined;
  return grouped && pick.indices.some((index) => bare(index) === bare(grouped.index)) ? grouped : undefined;
}

function isPickOfMany({ key, indices: [index] }: GatherTerm): boolean {
  return (key === pickOne || key === takeAlong) && index?.kind !== 'constant' && index?.kind !== 'element';
}

function repeatedGroup(term: Term): Grouped | undefined {
  if (term.kind !== 'reshape' && term.kind !== 'cast') return undefined;
  const isRepeated = term.kind === 'reshape' && term.change.to === 'broadcast' && term.change.operands.length > 0;
  const grouped = isRepeated ? groupedIn(bare(term.operand)) : undefined;
  return grouped?.slices ? grouped : repeatedGroup(term.operand);
}
