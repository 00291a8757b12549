// The text of a Markdown cell to the lines that stand for it in a file, and back.
import { advance, hidesFence, outside } from './blocks.ts';
import { asIs, cellFence, separator } from './markers.ts';
import { isBlank, textLines } from './lines.ts';

/** One line of a cell's text, and the line of the file on which it (or the marker before it) stands. */
export interface MarkdownLine {
  readonly text: string;
  readonly first: number;
  /** A marker stands before it. */
  readonly marked: boolean;
}

export interface MarkdownRun {
  readonly lines: readonly MarkdownLine[];
  /** The line on which a code cell or a separator begins, or one past the last. */
  readonly next: number;
  /** A fence on the next line would belong to a block that is still open; `open`: after a blank line too. */
  readonly hidesNext: boolean;
  readonly open: boolean;
  /** The last line is a marker with nothing to mark, which makes it text; a line after it would change that. */
  readonly dangling: boolean;
}

/** Reads lines from `first` on until a code cell, a separator or the end. */
export function readMarkdown(source: readonly string[], first: number): MarkdownRun {
  const lines: MarkdownLine[] = [];
  let state = outside;
  let at = first;
  let dangling = false;
  for (; at < source.length; at++) {
    const start = at;
    const marked = source[at] === asIs && at + 1 < source.length;
    dangling = source[at] === asIs && !marked;
    if (marked) at++;
    const text = source[at]!;
    if (!marked && (text === separator || (!hidesFence(state) && cellFence(text)))) break;
    lines.push({ text, first: start, marked });
    state = advance(state, text);
  }
  return { lines, next: at, hidesNext: hidesFence(state), open: hidesFence(advance(state, '')), dangling };
}

/** The lines that `readMarkdown` reads back as `text`, in any place but after an open block. */
export function markdownLines(text: string): string[] {
  const lines = textLines(text);
  const onlyBlank = lines.every(isBlank);
  let state = outside;
  return lines.flatMap((line, index) => {
    const beginsCell = !hidesFence(state) && cellFence(line);
    const isMarker = line === separator || line === asIs;
    const isFirst = index === 0 && (onlyBlank || line.startsWith('\ufeff'));
    state = advance(state, line);
    return beginsCell || isMarker || isFirst ? [asIs, line] : [line];
  });
}
