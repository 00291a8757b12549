// What stands between two cells, or between one and the file's edge: line ends, blank lines, separators.
import { type Eol, isBlank, splitLines } from './lines.ts';
import { separator } from './markers.ts';
import type { Edges } from './scan.ts';

/** A cell beside the gap; undefined at the file's edge. `raw` is the cell as it is written. */
export type Neighbour = (Edges & { readonly raw: string }) | undefined;

/** What is written between two cells: as it stood if it still fits, else the usual. */
export function gapBetween(stored: string | undefined, previous: Neighbour, next: Neighbour, eol: Eol): string {
  if (stored !== undefined && fits(stored, previous, next)) return stored;
  const usual = usualGap(previous, next, eol);
  // Between line ends that are not `eol`, a "\r" and a "\n" could become one; CRLF joins with neither.
  return fits(usual, previous, next) ? usual : usualGap(previous, next, '\r\n');
}

/** A blank line, and a separator where the cells would run together. */
function usualGap(previous: Neighbour, next: Neighbour, eol: Eol): string {
  if (!previous) return next?.blankFirst ? eol : '';
  if (!next) return previous.blankLast ? eol + eol : eol;
  return needsSeparator(previous, next) ? eol + eol + separator + eol + eol : eol + eol;
}

const needsSeparator = (previous: Edges, next: Edges): boolean =>
  previous.open || (previous.kind === 'markdown' && next.kind === 'markdown');

/** Whether both cells are read back as they are with `gap` between them. */
export function fits(gap: string, previous: Neighbour, next: Neighbour): boolean {
  if (previous?.raw.endsWith('\r') && gap.startsWith('\n')) return false;
  if (next?.raw.startsWith('\n') && gap.endsWith('\r')) return false;
  if (gap === '' && previous) return !next && !previous.emptyLast && !previous.blankLast;
  const lines = splitLines(gap);
  if (previous && lines[0]?.text !== '') return false;
  if (next && lines.at(-1)?.eol === '') return false;
  const between = lines.slice(previous ? 1 : 0).map((line) => line.text);
  if (!between.every((line) => isBlank(line) || line === separator)) return false;
  if (previous?.unfinished && (next || between.length > 0)) return false;
  const firstSeparator = between.indexOf(separator);
  if (previous && next && firstSeparator < 0 && needsSeparator(previous, next)) return false;
  const needsSpace = previous?.blankLast || (previous?.hidesNext && next && firstSeparator < 0);
  const spaceAfter = firstSeparator < 0 ? between.length : firstSeparator;
  const spaceBefore = between.length - 1 - between.lastIndexOf(separator);
  return (
    spaceFits(spaceAfter, previous?.kind === 'markdown', needsSpace) &&
    spaceFits(spaceBefore, next?.kind === 'markdown', next?.blankFirst)
  );
}

/** A reader takes one blank line beside Markdown for space, and any more for the cell's text. */
const spaceFits = (blanks: number, markdown: boolean, needed: unknown): boolean =>
  !markdown || (needed ? blanks === 1 : blanks <= 1);
