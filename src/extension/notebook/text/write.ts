// Cells to a file's text. What has a layout is written as it stood, as long as it still says the same.
import type { NotebookText, TextCell } from './cells.ts';
import { codeLines } from './code.ts';
import { type Neighbour, gapBetween } from './gap.ts';
import { type Eol, withNewlines } from './lines.ts';
import { markdownLines } from './markdown.ts';
import { type ScannedCell, scanCell } from './scan.ts';

const byteOrderMark = '\ufeff';

/**
 * The text of a file with these cells: `parse` of it gives the same kinds and texts (line ends aside), and of what
 * `parse` gave it is the same text. Never throws; a layout that does not fit its cell any more is passed over.
 */
export function write({ cells, layout = {} }: NotebookText): string {
  const eol = layout.eol ?? '\n';
  let text = layout.byteOrderMark ? byteOrderMark : '';
  let previous: Neighbour;
  for (const [index, cell] of cells.entries()) {
    const before = (next: ScannedCell): string => gapBetween(cell.layout?.before, previous, next, eol);
    let next = asStored(cell, index === cells.length - 1);
    const isMistaken = next && text + before(next) === '' && next.raw.startsWith(byteOrderMark);
    if (!next || isMistaken) next = scanCell(newRaw(cell, eol))!;
    text += before(next) + next.raw;
    previous = next;
  }
  return text + gapBetween(layout.end, previous, undefined, eol);
}

/** How the cell stood in its file, if it still has that text and can stand so in its place. */
function asStored(cell: TextCell, isLast: boolean): ScannedCell | undefined {
  const raw = cell.layout?.raw;
  if (raw === undefined) return undefined;
  const stored = scanCell(raw);
  if (stored?.kind !== cell.kind || stored.text !== withNewlines(cell.text)) return undefined;
  return stored.unfinished && !isLast ? undefined : stored;
}

/** A cell as it is written without a stored text: its fences are kept, the lines end as in the file. */
export function newRaw({ kind, text, layout = {} }: TextCell, eol: Eol): string {
  return (kind === 'code' ? codeLines(text, layout) : markdownLines(text)).join(eol);
}
