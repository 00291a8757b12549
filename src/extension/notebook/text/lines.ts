// Lines with the ends they have: CRLF, LF or CR, as CommonMark and VS Code count them.
import type { DocumentLayout } from './cells.ts';

export interface Line {
  readonly text: string;
  /** Empty only for a last line that nothing ends. */
  readonly eol: string;
  /** Offset of its first character in the text it was split from. */
  readonly start: number;
}

export type Eol = '\n' | NonNullable<DocumentLayout['eol']>;

/** Nothing after the last line's end is no further line. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    let end = start;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    const eol = text.startsWith('\r\n', end) ? '\r\n' : text.slice(end, end + 1);
    lines.push({ text: text.slice(start, end), eol, start });
    start = end + eol.length;
  }
  return lines;
}

/** The lines of a cell's text, which end it where the last character does: "a\n" has a second, empty one. */
export const textLines = (text: string): string[] => text.split(/\r\n|\n|\r/);

/** As `parse` gives it. */
export const withNewlines = (text: string): string => textLines(text).join('\n');

export const isBlank = (line: string): boolean => /^[ \t]*$/.test(line);

/** The line end most lines have; on a tie the one met first. "\n" for a text without any. */
export function usualEol(lines: readonly Line[]): Eol {
  const counts = new Map<string, number>();
  for (const { eol } of lines) if (eol !== '') counts.set(eol, (counts.get(eol) ?? 0) + 1);
  let usual = '\n';
  let most = 0;
  for (const [eol, count] of counts) {
    if (count > most) [usual, most] = [eol, count];
  }
  return usual as Eol;
}
