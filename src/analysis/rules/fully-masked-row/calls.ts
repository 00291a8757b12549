// Masks that are given: what the calls in the text say of them.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { copiedPlaces } from '../shared/copies.ts';
import { isOfPositions, isPosition } from './masks.ts';

/**
 * Whether a call in the text gives a mask that leaves something in each row, as a triangle does, and none gives another. A
 * parameter of the caller says nothing further.
 */
export function leavesSome(context: RuleContext, place: Occurrence): boolean {
  const masks = copiedPlaces(context).flatMap(({ own, copy: { term } }) =>
    own === place && term.kind === 'where' ? [term.condition] : [],
  );
  const isKnown = (mask: Term) => isOfPositions(mask, isCarried) && [...subterms(mask)].some(isPosition);
  return masks.some(isKnown) && masks.every((mask) => isOfPositions(mask, isVariable));
}

/** What a loop leaves in a name: more of the same. */
function isCarried(term: Term): boolean {
  return term.kind === 'variable' && term.role === 'loop';
}

function isVariable({ kind }: Term): boolean {
  return kind === 'variable';
}
