import { lineMap, type Edit, type Finding, type Problem, type Span } from '../analysis/index.ts';
import { notebookPlaces, notebookReplacements } from '../analysis/notebook/index.ts';
import type { Source } from './read.ts';
import type { Located, LocatedFinding, LocatedProblem, StoredFile } from './report.ts';

/** Gives the findings of one file lines and columns. */
export class Locator {
  private readonly texts;
  private readonly stored: StoredFile;

  constructor(
    private readonly file: string,
    private readonly source: Source,
  ) {
    const { document, text, kind } = source;
    this.texts = new Map(document.cells.map((cell) => [cell.index, { text: cell.text, map: lineMap(cell.text) }]));
    this.stored = kind === 'notebook' ? notebookFile(text) : plainFile(text);
  }

  /** In the order of their places. */
  findings(findings: readonly Finding[]): LocatedFinding[] {
    return [...findings].sort(byPlace).map((finding) => ({
      ...this.located(finding.span),
      language: this.source.document.language,
      finding,
      code: this.textAt(finding.span),
    }));
  }

  problems(problems: readonly Problem[]): LocatedProblem[] {
    return problems.map((problem) => ({ ...this.located(problem.span), problem }));
  }

  private located(span: Span): Located {
    const { text, map } = this.texts.get(span.cell)!;
    const start = map.position(span.start);
    return {
      file: this.file,
      ...(this.source.document.kind === 'notebook' ? { cell: span.cell } : {}),
      start,
      end: map.position(span.end),
      lineText: lineFrom(text, span.start - (start.column - 1)),
      stored: this.stored,
    };
  }

  private textAt({ cell, start, end }: Span): string {
    return this.texts.get(cell)!.text.slice(start, end);
  }
}

function plainFile(text: string): StoredFile {
  const map = lineMap(text);
  const range = ({ start, end }: Pick<Span, 'start' | 'end'>) => ({
    start: map.position(start),
    end: map.position(end),
  });
  return { range, replacements: (edits) => edits.map((edit) => ({ range: range(edit), text: edit.text })) };
}

/** Reads the JSON when it is first asked. */
function notebookFile(text: string): StoredFile {
  let read: { readonly place: ReturnType<typeof notebookPlaces>; readonly map: ReturnType<typeof lineMap> } | undefined;
  const places = () => (read ??= { place: notebookPlaces(text), map: lineMap(text) });
  return {
    range({ cell, start, end }) {
      const { place, map } = places();
      return { start: map.position(place(cell, start)), end: map.position(place(cell, end)) };
    },
    replacements(edits: readonly Edit[]) {
      const { map } = places();
      return notebookReplacements(text, edits).map(({ start, end, text: by }) => ({
        range: { start: map.position(start), end: map.position(end) },
        text: by,
      }));
    },
  };
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
