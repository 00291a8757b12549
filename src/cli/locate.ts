import { lineMap, type Finding, type SourceDocument } from '../analysis/index.ts';
import type { LocatedFinding } from './report.ts';

/** The findings of one document with lines and columns, in the order of their places. */
export function locate(file: string, document: SourceDocument, findings: readonly Finding[]): LocatedFinding[] {
  const texts = new Map(document.cells.map((cell) => [cell.index, { text: cell.text, map: lineMap(cell.text) }]));
  return [...findings].sort(byPlace).map((finding) => {
    const { span } = finding;
    const { text, map } = texts.get(span.cell)!;
    const start = map.position(span.start);
    return {
      file,
      ...(document.kind === 'notebook' ? { cell: span.cell } : {}),
      language: document.language,
      finding,
      start,
      end: map.position(span.end),
      lineText: lineFrom(text, span.start - (start.column - 1)),
    };
  });
}

function byPlace(a: Finding, b: Finding): number {
  return a.span.cell - b.span.cell || a.span.start - b.span.start || a.span.end - b.span.end || compare(a.rule, b.rule);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lineFrom(text: string, start: number): string {
  const lineEnd = /[\r\n]/g;
  lineEnd.lastIndex = start;
  return text.slice(start, lineEnd.exec(text)?.index);
}
