// Masks that are given: what the calls in the text say of them.
import { isTest } from '../../terms/comparison.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { copiedPlaces } from '../shared/copies.ts';
import { isOfPositions, isPosition } from './masks.ts';

/**
 * Whether a call in the text gives a mask that leaves something in each row, as a triangle does, and none gives another. A
 * parameter of the caller says nothing further.
 */
export function leavesSome(context: RuleContext, place: Occurrence): boolean {
  const copied = copiedPlaces(context).flatMap(({ own, copy: { term } }) =>
    own === place && term.kind === 'where' ? [term.condition] : [],
  );
  const masks = [...copied, ...givenMasks(context, place)];
  const isKnown = (mask: Term) => isOfPositions(mask, isCarried) && [...subterms(mask)].some(isPosition);
  const isAskedHere = place.term.kind === 'where' && isComparedVariable(place.term.condition);
  return (
    masks.some(isKnown) &&
    masks.every((mask) => isOfPositions(mask, isVariable) || (isAskedHere && isComparedVariable(mask)))
  );
}

/** mask == 0, of a mask that somebody else gives. */
function isComparedVariable(mask: Term): boolean {
  if (mask.kind === 'reshape' || mask.kind === 'cast') return isComparedVariable(mask.operand);
  if (mask.kind !== 'opaque' || !isTest(mask)) return false;
  const [one, other] = mask.operands;
  return one !== undefined && isVariable(one) && (other === undefined || other.kind === 'constant');
}

/** The masks that calls of calls give, as far as these are seen: of what is too large, no copy is made at a call in a copy. */
function givenMasks(context: RuleContext, { term }: Occurrence): readonly Term[] {
  if (term.kind !== 'where') return [];
  const { condition } = term;
  const [parameter, ...others] = [...subterms(condition)].filter(isParameter);
  if (!parameter || others.length > 0) return [];
  return givenThrough(context, parameter).map((given) =>
    substitute(context.store, condition, new Map([[parameter, given]])),
  );
}

/** How many calls a mask is followed through. */
const maxCalls = 3;

function givenThrough(context: RuleContext, parameter: Term): readonly Term[] {
  return context.givenTo(parameter).map((given) => opened(context, given, 0));
}

/** A mask with what calls give in the place of the parameters that it is one of. */
function opened(context: RuleContext, mask: Term, calls: number): Term {
  if (calls === maxCalls) return mask;
  const given = new Map<Term, Term>();
  for (const parameter of chosenIn(mask)) {
    const further = context.givenTo(parameter).map((each) => opened(context, each, calls + 1));
    if (further.length > 0) given.set(parameter, context.store.join(further));
  }
  return given.size === 0 ? mask : substitute(context.store, mask, given);
}

/** The parameters that a mask is, or is one of, or some rows and columns of. */
function chosenIn(mask: Term): readonly Term[] {
  switch (mask.kind) {
    case 'join':
      return mask.items.flatMap(chosenIn);
    case 'reshape':
    case 'cast':
    case 'gather':
      return chosenIn(mask.operand);
    default:
      return isParameter(mask) ? [mask] : [];
  }
}

/** What a loop leaves in a name: more of the same. */
function isCarried(term: Term): boolean {
  return term.kind === 'variable' && term.role === 'loop';
}

function isParameter(term: Term): boolean {
  return term.kind === 'variable' && term.role === 'parameter';
}

function isVariable({ kind }: Term): boolean {
  return kind === 'variable';
}
