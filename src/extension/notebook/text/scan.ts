// A file's text to its cells and to what stands between them, character for character.
import { readCode } from './code.ts';
import { type Line, isBlank, splitLines, textLines } from './lines.ts';
import { type Fence, cellFence, separator } from './markers.ts';
import { type MarkdownLine, readMarkdown } from './markdown.ts';

/** What a cell's neighbours in the file must respect, so that they do not run together. */
export interface Edges {
  readonly kind: 'code' | 'markdown';
  /** A Markdown cell begins, ends with a blank line which a reader would take for space around the cell. */
  readonly blankFirst: boolean;
  readonly blankLast: boolean;
  /** Its last line has no characters that would tell it from no line. */
  readonly emptyLast: boolean;
  /** Markdown that is still inside a block at its end: one that a blank line ends (a <div>) or not (a fence, a comment). */
  readonly hidesNext: boolean;
  readonly open: boolean;
  /** Stands only at the end of a file: a code cell that is not closed, a marker with nothing to mark. */
  readonly unfinished: boolean;
}

export interface ScannedCell extends Edges {
  readonly text: string;
  readonly before: string;
  readonly raw: string;
  readonly fences?: { readonly open: string; readonly close?: string };
}

export interface ScannedText {
  readonly cells: readonly ScannedCell[];
  /** What stands after the last cell. */
  readonly end: string;
}

type Found = Omit<ScannedCell, 'before' | 'raw'> & {
  /** Its lines in the file, `next` exclusive. */
  readonly first: number;
  readonly next: number;
};

/** Reads `text`, which has no byte-order mark. */
export function scan(text: string): ScannedText {
  const lines = splitLines(text);
  const source = lines.map((line) => line.text);
  const cells: ScannedCell[] = [];
  let done = 0;
  const add = ({ first, next, ...cell }: Found): void => {
    const start = lines[first]!.start;
    const end = contentEnd(lines[next - 1]!);
    cells.push({ ...cell, before: text.slice(done, start), raw: text.slice(start, end) });
    done = end;
  };
  for (let at = 0; at < source.length;) {
    const fence = cellFence(source[at]!);
    const { cell, next } = fence ? inPlace(codeCell(source, at, fence)) : markdownCell(source, at, isSpace);
    if (cell) add(cell);
    at = !fence && source[next] === separator ? next + 1 : next;
  }
  return { cells, end: text.slice(done) };
}

const inPlace = (cell: Found) => ({ cell, next: cell.next });

const contentEnd = (line: Line): number => line.start + line.text.length;

function codeCell(source: readonly string[], first: number, fence: Fence): Found {
  const open = source[first]!;
  const { text, close, next } = readCode(source, first, fence);
  return {
    kind: 'code',
    text: text.join('\n'),
    first,
    next,
    fences: close === undefined ? { open } : { open, close },
    blankFirst: false,
    blankLast: false,
    emptyLast: close === undefined && text.at(-1) === '',
    hidesNext: false,
    open: false,
    unfinished: close === undefined,
  };
}

/**
 * The Markdown from `first` on, without a blank line at each end that is `space` around the cell. There is no cell
 * if all of it is space.
 */
function markdownCell(
  source: readonly string[],
  first: number,
  space: (line: MarkdownLine | undefined) => boolean,
): { readonly cell?: Found; readonly next: number } {
  const run = readMarkdown(source, first);
  if (run.lines.every(space)) return { next: run.next };
  const begin = space(run.lines[0]) ? 1 : 0;
  const end = run.lines.length - (space(run.lines.at(-1)) ? 1 : 0);
  const lines = run.lines.slice(begin, end);
  const cell: Found = {
    kind: 'markdown',
    text: lines.map((line) => line.text).join('\n'),
    first: lines[0]!.first,
    next: run.lines[end]?.first ?? run.next,
    blankFirst: isSpace(lines[0]),
    blankLast: isSpace(lines.at(-1)),
    emptyLast: lines.at(-1)!.text === '',
    hidesNext: run.hidesNext,
    open: run.open,
    unfinished: run.dangling,
  };
  return { cell, next: run.next };
}

const isSpace = (line: MarkdownLine | undefined): boolean => line !== undefined && !line.marked && isBlank(line.text);

/** Reads a text which is one cell and nothing beside it, blank lines at its ends included; undefined if it is not. */
export function scanCell(raw: string): ScannedCell | undefined {
  const source = textLines(raw);
  const fence = cellFence(source[0]!);
  const found = fence ? codeCell(source, 0, fence) : markdownCell(source, 0, () => false).cell;
  if (found?.next !== source.length) return undefined;
  return { ...found, before: '', raw };
}
