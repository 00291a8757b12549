// What a softmax that is written out is computed by, and nothing else needs once there is no softmax.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { operandsOf } from '../../terms/walk.ts';
import { leftBehind } from './places.ts';

/** Where its exponentials and their sum have names, the innermost first. */
export function namesOfParts(at: Occurrence, softmax: Term): readonly Occurrence[] {
  const parts = new Map<Term, boolean>();
  const holdsExponential = (term: Term): boolean => {
    const known = parts.get(term);
    if (known !== undefined) return known;
    parts.set(term, false);
    // The logits, behind the exponential, are read as before.
    const holds =
      term.kind === 'map' && term.name === 'exp' ? true : operandsOf(term).filter(holdsExponential).length > 0;
    parts.set(term, holds);
    return holds;
  };
  holdsExponential(softmax);
  return leftBehind(at, (value) => value !== softmax && parts.get(value) === true);
}
