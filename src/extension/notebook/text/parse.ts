// A file's text to cells, each with just so much of its layout as `write` would not choose itself.
import type { CellLayout, DocumentLayout, NotebookText, TextCell } from './cells.ts';
import { type Neighbour, gapBetween } from './gap.ts';
import { type Eol, splitLines, usualEol } from './lines.ts';
import { type ScannedCell, scan } from './scan.ts';
import { newRaw } from './write.ts';

/** The cells of any text, such that `write` of them is that text, character for character. Never throws. */
export function parse(file: string): NotebookText {
  const byteOrderMark = file.startsWith('\ufeff');
  const text = byteOrderMark ? file.slice(1) : file;
  const eol = usualEol(splitLines(text));
  const { cells, end } = scan(text);
  const layout: DocumentLayout = {
    ...(byteOrderMark && { byteOrderMark }),
    ...(eol !== '\n' && { eol }),
    ...(end !== gapBetween(undefined, cells.at(-1), undefined, eol) && { end }),
  };
  return { cells: cells.map((cell, index) => textCell(cell, cells[index - 1], eol)), layout };
}

function textCell(cell: ScannedCell, previous: Neighbour, eol: Eol): TextCell {
  const { kind, text, raw, before } = cell;
  const fences = cell.fences && changedFences(cell.fences, eol);
  const layout: CellLayout = {
    ...(before !== gapBetween(undefined, previous, cell, eol) && { before }),
    ...fences,
    ...(raw !== newRaw({ kind, text, layout: fences }, eol) && { raw }),
  };
  return { kind, text, layout };
}

/** Those fence lines that a new cell would not have. */
function changedFences({ open, close }: NonNullable<ScannedCell['fences']>, eol: Eol): CellLayout {
  const [usualOpen] = newRaw({ kind: 'code', text: '' }, eol).split(eol);
  const layout = open === usualOpen ? {} : { open };
  const [, usualClose] = newRaw({ kind: 'code', text: '', layout }, eol).split(eol);
  return close === undefined || close === usualClose ? layout : { ...layout, close };
}
