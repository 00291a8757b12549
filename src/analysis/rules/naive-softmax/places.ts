// Where the parts of a ratio stand in the text.
import { liftAll } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';

/** A ratio and its parts are near each other; a search that goes on is lost in what the exponents are made of. */
const maxPlaces = 400;

/** Places that lead to `root` and satisfy `found`, each once; nothing is searched behind one that does. */
export function placesBehind(root: Occurrence, found: (place: Occurrence) => boolean): readonly Occurrence[] {
  const seen = new Set([root]);
  const places: Occurrence[] = [];
  for (const place of seen) {
    if (seen.size > maxPlaces) break;
    if (place !== root && place.form !== 'read' && found(place)) places.push(place);
    else for (const operand of place.operands) seen.add(operand);
  }
  return places;
}

/** Places in the document's own text where exponentials are computed, for an element or for the whole. */
export function exponentialPlaces(
  store: TermStore,
  root: Occurrence,
  exponentials: readonly Term[],
): readonly Occurrence[] {
  const wholes = exponentials.map((exponential) => liftAll(store, exponential));
  return placesBehind(root, (place) => {
    if (!place.own) return false;
    const term = withoutCast(place.term);
    if (term.kind !== 'map' || term.name !== 'exp') return false;
    const isHere = place.form === 'inlined' || place.operands[0]?.term === term.operand;
    return isHere && (exponentials.includes(term) || wholes.includes(liftAll(store, term)));
  });
}

function withoutCast(term: Term): Term {
  return term.kind === 'cast' ? withoutCast(term.operand) : term;
}
