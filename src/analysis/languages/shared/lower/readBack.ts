// What a round reads again of a list to which each round appends one item: e.append(exp(z[i])); s += e[i]
import { isAppended } from '../../../terms/appended.ts';
import { pickOne, upTo } from '../../../terms/gathers.ts';
import { countedBy } from '../../../terms/indices.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import { substitute, subterms } from '../../../terms/walk.ts';
import type { Binding } from './binding.ts';

/** The item that each round appends to a list, by the list with it: undefined where a list does not begin empty, or more is done to it. */
export function itemAppended(
  initial: Binding | undefined,
  start: Term,
  end: Binding | undefined,
): readonly [Term, Term] | undefined {
  if (initial?.kind !== 'value' || end?.kind !== 'value') return undefined;
  const [empty, { term }] = [initial.occurrence.term, end.occurrence];
  if (empty.kind !== 'stack' || empty.items.length > 0) return undefined;
  const isOne = term.kind === 'opaque' && isAppended(term) && term.operands[0] === start;
  return isOne ? [term, term.operands[1]!] : undefined;
}

/**
 * A value at the end of a round, with these items in the places where it reads them by the number of the round.
 * @param nesting - of the elements that the rounds are for
 */
export function readBack(
  store: TermStore,
  value: Term,
  appended: ReadonlyMap<Term, Term>,
  nesting: number | undefined,
): Term {
  if (appended.size === 0 || nesting === undefined) return value;
  const exchange = new Map<Term, Term>();
  for (const part of subterms(value)) {
    const list = listRead(part, nesting);
    const item = list && appended.get(list);
    if (item) exchange.set(part, item);
  }
  return exchange.size === 0 ? value : substitute(store, value, exchange);
}

/** The list that is read at the number of the round. */
function listRead(part: Term, nesting: number): Term | undefined {
  if (part.kind === 'element') {
    if (part.nesting !== nesting) return undefined;
    return part.of.kind === 'gather' && part.of.key === upTo ? part.of.operand : part.of;
  }
  if (part.kind !== 'gather' || part.key !== pickOne || part.indices.length !== 1) return undefined;
  const [place] = part.indices;
  const counted = place?.kind === 'element' && place.nesting === nesting ? countedBy(place.of) : undefined;
  return counted && !counted.from ? part.operand : undefined;
}
