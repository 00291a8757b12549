import { printable } from './printable.ts';
import { terminalWidth } from './terminalWidth.ts';

/** A line of source cut to what fits, and what stands below it: blanks, then carets. */
export interface Snippet {
  readonly source: string;
  readonly padding: string;
  readonly underline: string;
}

/** Longest piece of a line shown, in UTF-16 units, and how much of it may stand before the underlined part. */
const longest = 120;
const before = 40;

/**
 * The line with the part from `startColumn` to `endColumn` (UTF-16 units, from 1, end exclusive) underlined. Tabs are
 * repeated in the padding, wide characters take two blanks, so that the carets stand below what they mean.
 */
export function snippet(line: string, startColumn: number, endColumn: number): Snippet {
  const start = Math.min(startColumn - 1, line.length);
  const end = Math.min(Math.max(endColumn - 1, start + 1), line.length);
  const from = line.length <= longest ? 0 : wholeCharacter(line, Math.max(0, start - before));
  const to = Math.min(line.length, wholeCharacter(line, from + longest));
  const lead = `${from > 0 ? '…' : ''}${printable(line.slice(from, start))}`;
  const marked = printable(line.slice(start, Math.min(end, to)));
  const rest = `${printable(line.slice(Math.min(end, to), to))}${to < line.length ? '…' : ''}`;
  return {
    source: `${lead}${marked}${rest}`.trimEnd(),
    padding: lead.replace(/[^\t]+/gu, (run) => ' '.repeat(terminalWidth(run))),
    underline: '^'.repeat(Math.max(1, terminalWidth(marked))),
  };
}

// Not between the two halves of a surrogate pair.
function wholeCharacter(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}
