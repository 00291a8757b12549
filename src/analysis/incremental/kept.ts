// What is kept of the last version of a document.
import type { Edit, Finding, Rewrite, Span } from '../findings.ts';
import type { Wanted } from '../reading.ts';
import type { Made } from '../rewrites.ts';
import type { Matches } from '../languages/shared/write/matches.ts';
import type { OpenCalls } from '../languages/shared/lower/callers.ts';
import type { Outside } from './outside.ts';
import type { Record } from './records.ts';
import type { Statement } from './statements.ts';

/** What was found, before comments in the text have silenced any of it. */
export type Found = Pick<Finding, 'rule' | 'severity' | 'span' | 'message' | 'format' | 'subject' | 'reasons'> & {
  readonly made?: Made;
};

/** Rewrites whose edits are somewhere else now. */
export interface PlacedMade extends Omit<Made, 'places'> {
  /** Of each rewrite the places of its edits. */
  readonly edits: readonly (readonly Place[])[];
}

/** A place as so many units from the start of a piece. */
export interface Place {
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}

export interface Placed {
  readonly found: Found;
  readonly place: Place;
  readonly reasons: readonly Place[];
  /** Absent where they were not asked for, or depend on more than is told. */
  readonly made?: PlacedMade;
}

/** By the numbers of its pieces. */
export interface Kept {
  /** What else the findings depend on: see `Surroundings`. */
  readonly around: string;
  /** That of it which is not in the document's own code. */
  readonly setting: string;
  readonly statements: readonly Statement[];
  readonly placed: readonly (readonly Placed[])[];
  readonly calls: readonly OpenCalls[];
  /** Undefined of a piece of which that is not known any more. */
  readonly records: readonly (Record | undefined)[];
  /** Of what stands outside of functions. */
  readonly outside: Record;
  readonly left: Outside;
  readonly entangled: ReadonlySet<number>;
  /** Pieces of which a rule has asked what calls give the parameters, and what methods leave in attributes. */
  readonly askedParameters: ReadonlySet<number>;
  readonly askedAttributes: ReadonlySet<number>;
  readonly known: string;
  readonly wanted: Wanted;
}

/** The piece around an offset. */
export function pieceAt(statements: readonly Statement[], cell: number, offset: number): number | undefined {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const statement = statements[middle]!;
    if (statement.cell < cell || (statement.cell === cell && statement.end <= offset)) low = middle + 1;
    else high = middle;
  }
  const statement = statements[low];
  return statement?.cell === cell && statement.start <= offset ? low : undefined;
}

export function placeOf(statements: readonly Statement[], { cell, start, end }: Span): Place | undefined {
  const piece = pieceAt(statements, cell, start);
  const statement = piece === undefined ? undefined : statements[piece]!;
  if (!statement || piece === undefined || end > statement.end) return undefined;
  return { piece, start: start - statement.start, end: end - statement.start };
}

/** What was found, where its pieces stand now. */
export function foundAt(statements: readonly Statement[], { found, place, reasons, made }: Placed): Found {
  const span = ({ piece, start, end }: Place): Span => {
    const statement = statements[piece]!;
    return { cell: statement.cell, start: statement.start + start, end: statement.start + end };
  };
  return {
    ...found,
    span: span(place),
    reasons: found.reasons.map((reason, index) => ({ ...reason, span: span(reasons[index]!) })),
    ...(made && { made: { ...made, places: [], rewrites: moved(made, span) } }),
  };
}

function moved({ rewrites, edits }: PlacedMade, span: (place: Place) => Span): readonly Rewrite[] {
  return rewrites.map((rewrite, index) => ({
    ...rewrite,
    edits: rewrite.edits.map(({ text }, edit) => ({ ...span(edits[index]![edit]!), text })),
  }));
}

/**
 * Rewrites of a finding by the places of their edits; undefined if they are about something else than one function, with
 * imports beside it.
 */
export function placeMade(statements: readonly Statement[], { span }: Found, made: Made): PlacedMade | undefined {
  const { rewrites, notes, places, steps } = made;
  const own = placeOf(statements, span);
  if (!own || !notes.isLocal || !isDefinition(statements, own)) return undefined;
  if (!places.every((each) => placeOf(statements, each)?.piece === own.piece)) return undefined;
  const edits: (readonly Place[])[] = [];
  for (const rewrite of rewrites) {
    const all = rewrite.edits
      .map((edit) => placeOfEdit(statements, edit, own.piece))
      .filter((place) => place !== undefined);
    if (all.length < rewrite.edits.length) return undefined;
    edits.push(all);
  }
  return { rewrites, notes, steps, edits };
}

/** Whether the rewrites of what was found are known, and what they depend on besides is as it was. */
export function isMade(
  { place, made }: Placed,
  statements: readonly Statement[],
  texts: ReadonlyMap<number, string>,
  matches: Matches,
): boolean {
  if (!made) return false;
  const isWithinOrAtLineEnd = (edit: Place) => {
    const { cell, start, end } = statements[edit.piece]!;
    return start + edit.end < end || /^(?:[\r\n]|$)/.test(texts.get(cell)?.slice(end, end + 1) ?? '');
  };
  return (
    made.edits.every((all) => all.every((edit) => edit.piece === place.piece || isWithinOrAtLineEnd(edit))) &&
    made.notes.asked.every(({ pattern, cell, answer }) => matches.has(pattern, cell) === answer)
  );
}

function isDefinition(statements: readonly Statement[], { piece }: Place): boolean {
  return statements[piece]!.content.isDefinition;
}

/** Within the function, or an insertion in something else or at its end. */
function placeOfEdit(statements: readonly Statement[], edit: Edit, own: number): Place | undefined {
  const place = placeOf(statements, edit);
  if (place?.piece === own) return place;
  if (edit.start !== edit.end) return undefined;
  const piece = statements.findIndex(
    ({ cell, start, end, content }) =>
      cell === edit.cell && start < edit.start && edit.start <= end && !content.isDefinition,
  );
  if (piece < 0) return undefined;
  const start = edit.start - statements[piece]!.start;
  return { piece, start, end: start };
}
