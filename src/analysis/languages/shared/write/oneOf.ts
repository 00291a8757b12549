// Values that are computed of one element of an array or a list.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';

/** Whether a value is made of an element, and what it takes the place of is not. */
export function takesElements(by: Term, before: Term): boolean {
  const known = subterms(before);
  return [...subterms(by)].some((part) => (part.kind === 'element' || part.kind === 'gather') && !known.has(part));
}

/** Where the v of v / s is. */
export function dividedIn(place: Occurrence): Occurrence {
  const [first] = place.operands;
  const isQuotient = place.form === 'expression' && place.term.kind === 'binary' && place.term.name === 'divide';
  return first && isQuotient ? dividedIn(first) : place;
}
