// Places of a function as its calls make them: what a parameter is, the function alone does not say.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { RuleContext } from '../rule.ts';

/** A place in the document's own text, and what one call makes of it. */
export interface Copied {
  readonly own: Occurrence;
  readonly copy: Occurrence;
}

/** Why a rewrite is withheld of what only calls make a probability. */
export const knownAtCalls = 'the logits are known where it is called, not here';

const known = new WeakMap<readonly Occurrence[], readonly Copied[]>();

/** Expressions whose values calls make others. One of a function that is not lowered for itself is left out. */
export function copiedPlaces({ computed, copied }: RuleContext): readonly Copied[] {
  const before = known.get(computed);
  if (before) return before;
  const own = new Map<number, Occurrence>();
  if (copied.length > 0) for (const place of computed) if (place.form === 'expression') own.set(keyOf(place), place);
  const found = copied.flatMap((copy) => {
    const place = own.get(keyOf(copy));
    return place && place.term !== copy.term ? [{ own: place, copy }] : [];
  });
  known.set(computed, found);
  return found;
}

/** The place in the document's own text of one that is in it or that a call makes of it. */
export function ownPlace(context: RuleContext, place: Occurrence): Occurrence | undefined {
  return place.own ? place : copiedPlaces(context).find(({ copy }) => copy === place)?.own;
}

/** The part of a place that is written where a part of its copy is; the place itself if there is none. */
export function partAt({ own }: Copied, part: Occurrence): Occurrence {
  return own.operands.find((operand) => keyOf(operand) === keyOf(part)) ?? own;
}

/** A cell has fewer than 2^22 units, and a document not so many cells that a number would not tell all from each other. */
function keyOf({ span }: Occurrence): number {
  return (span.cell * 2 ** 22 + span.start) * 2 ** 22 + span.end;
}
