import type { SourceCell } from '../findings.ts';
import { lineMap, type LineMap } from '../positions.ts';

const known = new WeakMap<SourceCell, LineMap>();

/** Where the lines of a cell begin: looked for once, however many findings are in it. */
export function linesOf(cell: SourceCell): LineMap {
  let lines = known.get(cell);
  if (!lines) known.set(cell, (lines = lineMap(cell.text)));
  return lines;
}
