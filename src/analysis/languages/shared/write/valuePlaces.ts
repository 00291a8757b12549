// Where values are computed or read.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { Session } from '../lower/session.ts';

const indexes = new WeakMap<Session, ReadonlyMap<Term, readonly Occurrence[]>>();

/** The places of each value in the document's own text. */
export function placesOf(session: Session): ReadonlyMap<Term, readonly Occurrence[]> {
  const known = indexes.get(session);
  if (known) return known;
  const places = new Map<Term, Occurrence[]>();
  for (const place of session.places) {
    if (!place.own) continue;
    const list = places.get(place.term);
    if (list) list.push(place);
    else places.set(place.term, [place]);
  }
  indexes.set(session, places);
  return places;
}
