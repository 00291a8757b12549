// Where the parts of a ratio stand in the text.
import { uncast } from '../../terms/bare.ts';
import { lifts } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { placesBehind } from '../shared/places.ts';

/** Places in the document's own text where exponentials are computed, for an element or for the whole. */
export function exponentialPlaces(
  store: TermStore,
  root: Occurrence,
  exponentials: readonly Term[],
): readonly Occurrence[] {
  const wholes = new Set(exponentials.flatMap((exponential) => lifts(store, exponential)));
  return placesBehind(root, (place) => {
    if (!place.own) return false;
    const term = uncast(place.term);
    if (term.kind !== 'map' || term.name !== 'exp') return false;
    const isHere = place.form === 'inlined' || place.operands[0]?.term === term.operand;
    return isHere && lifts(store, term).some((each) => wholes.has(each));
  });
}
