// What is kept of the last version of a document.
import type { Finding, ModuleNeed, Span } from '../findings.ts';
import type { OpenCalls } from '../languages/shared/lower/callers.ts';
import type { Record } from './records.ts';
import type { Statement } from './statements.ts';

/** What was found, before comments in the text have silenced any of it. */
export type Found = Pick<Finding, 'rule' | 'severity' | 'span' | 'message' | 'format' | 'subject' | 'reasons'>;

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
}

/** By the numbers of its pieces. */
export interface Kept {
  /** What else the findings depend on: see `Surroundings`. */
  readonly around: string;
  readonly statements: readonly Statement[];
  readonly placed: readonly (readonly Placed[])[];
  readonly calls: readonly OpenCalls[];
  /** Undefined of a piece of which that is not known any more. */
  readonly records: readonly (Record | undefined)[];
  /** Of what stands outside of functions. */
  readonly outside: Record;
  readonly entangled: ReadonlySet<number>;
  /** Pieces of which a rule has asked what calls give the parameters, and what methods leave in attributes. */
  readonly askedParameters: ReadonlySet<number>;
  readonly askedAttributes: ReadonlySet<number>;
  readonly known: string;
  readonly needs: readonly ModuleNeed[];
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
export function foundAt(statements: readonly Statement[], { found, place, reasons }: Placed): Found {
  const span = ({ piece, start, end }: Place): Span => {
    const statement = statements[piece]!;
    return { cell: statement.cell, start: statement.start + start, end: statement.start + end };
  };
  return {
    ...found,
    span: span(place),
    reasons: found.reasons.map((reason, index) => ({ ...reason, span: span(reasons[index]!) })),
  };
}
