// What rounds hand on to the next one: a name at the head of a round is a value of its own, and does not tell what it is made of.
import type { Occurrence } from '../terms/occurrence.ts';
import type { Term } from '../terms/term.ts';
import { operandsOf } from '../terms/walk.ts';

/** What an exchange of values is looked at with. */
export interface Sides {
  readonly before: readonly Occurrence[];
  readonly after: readonly Occurrence[];
  readonly exchange: ReadonlyMap<Term, Term>;
  /** What a value before has to be afterwards. */
  readonly wanted: (term: Term) => Term;
  /** What a value is afterwards, as one of those that are expected. */
  readonly found: (term: Term, expected: ReadonlyMap<Term, Occurrence>) => Term;
}

/**
 * A place where a round leaves another value than before in a name that the next one reads, and of which something that leaves
 * is made beside what is exchanged: cum.push(sum); sum += e[i];
 */
export function changeCarried({ before, after, exchange, wanted, found }: Sides): Occurrence | undefined {
  const names = new Set(before.flatMap(({ term }) => namesAtHeads(term, exchange)));
  if (names.size === 0) return undefined;
  const [heads, now] = [headsIn(before), headsIn(after)];
  for (const name of names) {
    const left = heads.get(name) ?? [];
    const expected = new Map(left.map((value) => [wanted(value.term), value]));
    const given = new Set(now.get(name)?.map(({ term }) => found(term, expected)));
    for (const [term, value] of expected) if (!given.has(term)) return value;
    if (left[0] && given.size > expected.size) return left[0];
    for (const { term } of left) for (const other of namesAtHeads(term, exchange)) names.add(other);
  }
  return undefined;
}

/** Names at the heads of rounds that a value is made of, beside what is exchanged. */
function namesAtHeads(term: Term, exchange: ReadonlyMap<Term, Term>): readonly Term[] {
  const seen = new Set(exchange.has(term) ? [] : [term]);
  for (const part of seen) {
    for (const operand of operandsOf(part)) if (!exchange.has(operand)) seen.add(operand);
  }
  return [...seen].filter((part) => part.kind === 'variable' && part.role === 'loop');
}

/** What each of those is before the loop and after a round. */
export function headsIn(places: readonly Occurrence[]): ReadonlyMap<Term, readonly Occurrence[]> {
  const heads = new Map<Term, readonly Occurrence[]>();
  const seen = new Set(places);
  for (const place of seen) {
    if (place.form === 'loop') heads.set(place.term, place.operands);
    for (const operand of place.operands) seen.add(operand);
  }
  return heads;
}
