// What is kept of a version, by the numbers that its pieces have in the next one.
import { openCalls } from '../languages/shared/lower/callers.ts';
import type { Changes } from './changes.ts';
import type { Kept, Place, Placed } from './kept.ts';
import { idle, moved, type Record } from './records.ts';
import type { Statement } from './statements.ts';

export interface Carried {
  readonly kept: Kept;
  /** Pieces that were lowered with what is not there any more. */
  readonly dirty: ReadonlySet<number>;
  /** Pieces of which more was found than can be told. */
  readonly stale: ReadonlySet<number>;
}

/** Undefined where something depends on what is not there any more, and it is not told what. */
export function carry(before: Kept, statements: readonly Statement[], changes: Changes): Carried | undefined {
  const { gone, numberOf, hasImports } = changes;
  const dirty = new Set<number>();
  const stale = new Set<number>();
  if (gone.size === 0 && before.statements.length === statements.length && !hasImports)
    return { kept: before, dirty, stale };
  const records: Record[] = statements.map(() => idle);
  const placed: (readonly Placed[])[] = statements.map(() => []);
  const calls = statements.map(() => openCalls());
  for (const [old, record] of before.records.entries()) {
    if (gone.has(old) && !isForgettable(old, record!, before)) return undefined;
    const piece = numberOf(old);
    if (piece === undefined) {
      for (const to of record!.gives.keys()) stale.add(numberOf(to) ?? -1);
      continue;
    }
    records[piece] = moved(record!, numberOf);
    calls[piece] = before.calls[old]!;
    const all = before.placed[old]!.map((each) => movedPlaced(each, changes));
    placed[piece] = all.filter((each) => each !== undefined);
    if (placed[piece].length < all.length) stale.add(piece);
    const read = [...record!.reads, ...record!.attributes];
    if (read.some((other) => gone.has(other))) dirty.add(piece);
  }
  stale.delete(-1);
  const all = (pieces: ReadonlySet<number>) =>
    new Set([...pieces].map(numberOf).filter((piece) => piece !== undefined));
  const { entangled, askedParameters, askedAttributes, outside } = before;
  const kept = {
    ...before,
    ...{ statements, records, placed, calls, outside: moved(outside, numberOf), entangled: all(entangled) },
    ...{ askedParameters: all(askedParameters), askedAttributes: all(askedAttributes) },
  };
  return { kept, dirty, stale };
}

/** Whether all who depend on a piece are known by what they read of it, or what it gives them. */
function isForgettable(piece: number, { gives, tells, attributes }: Record, before: Kept): boolean {
  if (tells.size > 0 || attributes.size > 0) return false;
  if (before.askedAttributes.has(piece) || before.outside.attributes.has(piece)) return false;
  return ![...gives.keys()].some((to) => before.askedParameters.has(to));
}

/** Undefined if something of it stood in what is not there any more. */
function movedPlaced({ found, place, reasons, made }: Placed, { numberOf, hasImports }: Changes): Placed | undefined {
  const at = ({ piece, start, end }: Place): Place | undefined => {
    const number = numberOf(piece);
    return number === undefined ? undefined : { piece: number, start, end };
  };
  const all = (places: readonly Place[]) => {
    const found = places.map(at).filter((each) => each !== undefined);
    return found.length === places.length ? found : undefined;
  };
  const [own, others] = [at(place), all(reasons)];
  if (!own || !others) return undefined;
  // Which imports there are decides what is written.
  const edits = hasImports ? undefined : made?.edits.map(all);
  const known = edits?.filter((each) => each !== undefined);
  const isKnown = made && known && known.length === made.edits.length;
  return { found, place: own, reasons: others, ...(isKnown && { made: { ...made, edits: known } }) };
}
