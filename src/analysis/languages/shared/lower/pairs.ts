// What is a pair of values and of where they were: a maximum along an axis, what is sorted. Its term is that of the values.
import { isPassage, type Occurrence } from '../../../terms/occurrence.ts';
import type { Session } from './session.ts';

/** The values that were taken of pairs: p.topk(2)[0][0] is one of them, and not the values once more. */
const values = new WeakSet<Occurrence>();

export function valuesOfPair(occurrence: Occurrence): Occurrence {
  values.add(occurrence);
  return occurrence;
}

/** Whether a place has the pair itself. */
export function isPair({ pairs }: Pick<Session, 'pairs'>, occurrence: Occurrence): boolean {
  if (pairs.size === 0) return false;
  const seen = new Set([occurrence]);
  for (const place of seen) {
    if (values.has(place)) return false;
    // A name that nothing is bound to has no source.
    if (isPassage(place) && place.operands.length > 0) for (const source of place.operands) seen.add(source);
    else if (!pairs.has(place)) return false;
  }
  return true;
}
