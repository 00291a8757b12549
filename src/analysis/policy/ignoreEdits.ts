// The comments by which a finding is silenced, as edits.
import type { Edit, IgnoreEdits, SourceDocument, Span } from '../findings.ts';
import type { LineMap } from '../positions.ts';
import { linesOf } from './cellLines.ts';
import type { IgnoreDirective } from './directives.ts';

/** What is asked of a document's syntax. */
export interface CommentPlaces {
  readonly lineComment: string;
  takesComment(cell: number, offset: number): boolean;
}

/** How a finding of a rule is silenced on its line, and in the whole document. */
export function ignoreEdits(
  document: SourceDocument,
  places: CommentPlaces,
  ignores: readonly IgnoreDirective[],
  rule: string,
  span: Span,
): IgnoreEdits {
  const line = onLine(document, places, ignores, rule, span);
  const file = inFile(document, places, ignores, rule, span);
  return { ...(line && { line }), ...(file && { file }) };
}

function onLine(
  document: SourceDocument,
  places: CommentPlaces,
  ignores: readonly IgnoreDirective[],
  rule: string,
  span: Span,
): Edit | undefined {
  const cell = document.cells.find(({ index }) => index === span.cell);
  if (!cell) return undefined;
  const { text } = cell;
  const lines = linesOf(cell);
  const numbers = [lines.position(span.start).line, lines.position(Math.max(span.start, span.end - 1)).line];
  const sameLine = (each: IgnoreDirective) => each.span.cell === span.cell && numbers.includes(each.line);
  const listed = addedToList(ignores, rule, (each) => each.kind === 'ignore' && sameLine(each));
  if (listed) return listed;
  const comment = `${places.lineComment} softmax-stability: ignore[${rule}]`;
  for (const number of numbers) {
    const end = contentEnd(text, lines, number);
    if (places.takesComment(span.cell, end)) return { cell: span.cell, start: end, end, text: `  ${comment}` };
  }
  // Inside of a string or before a continued line: a line of its own above.
  const start = lines.starts[numbers[0]! - 1]!;
  if (!places.takesComment(span.cell, start)) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(start))![0];
  return { cell: span.cell, start, end: start, text: `${indent}${comment}${lineEnd(text)}` };
}

function inFile(
  document: SourceDocument,
  { lineComment }: CommentPlaces,
  ignores: readonly IgnoreDirective[],
  rule: string,
  span: Span,
): Edit | undefined {
  const listed = addedToList(ignores, rule, ({ kind }) => kind === 'ignore-file');
  if (listed) return listed;
  // A cell magic has to be the first line of its cell.
  const cell = document.cells.find(({ text }) => !/^\s*%%/.test(text))?.index ?? span.cell;
  const text = textOf(document, cell);
  const header = /^\s*%%.*(?:\r\n|\n|\r)|^(?:#!.*(?:\r\n|\n|\r))?(?:[ \t\f]*#.*?coding[:=].*(?:\r\n|\n|\r))?/.exec(
    text,
  );
  const start = header?.[0].length ?? 0;
  return { cell, start, end: start, text: `${lineComment} softmax-stability: ignore-file[${rule}]${lineEnd(text)}` };
}

/** A rule more in the list of a comment that is there. */
function addedToList(
  ignores: readonly IgnoreDirective[],
  rule: string,
  wanted: (directive: IgnoreDirective) => boolean,
): Edit | undefined {
  const found = ignores.find((each) => each.listEnd !== undefined && wanted(each));
  if (found?.listEnd === undefined) return undefined;
  const { cell } = found.span;
  const text = found.rules?.length === 0 ? rule : `, ${rule}`;
  return { cell, start: found.listEnd, end: found.listEnd, text };
}

function textOf(document: SourceDocument, cell: number): string {
  return document.cells.find(({ index }) => index === cell)?.text ?? '';
}

/** The offset behind the last character of a line that is no blank. */
function contentEnd(text: string, { starts }: LineMap, line: number): number {
  const start = starts[line - 1]!;
  return start + text.slice(start, starts[line] ?? text.length).trimEnd().length;
}

/** As the lines of a text end. */
function lineEnd(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
