// What comments say to this program:
//   softmax-stability: ignore            softmax-stability: ignore[rule, rule]
//   softmax-stability: ignore-file       softmax-stability: ignore-file[rule, rule]
//   softmax-stability: format=float16
import type { SourceDocument, Span } from '../findings.ts';
import type { LineMap } from '../positions.ts';
import { linesOf } from './cellLines.ts';

export interface IgnoreDirective {
  readonly kind: 'ignore' | 'ignore-file';
  /** From "softmax-stability" to its last word or bracket. */
  readonly span: Span;
  /** Undefined where all rules are meant. */
  readonly rules: readonly string[] | undefined;
  /** Offset of the bracket that closes the list, where one more rule would be written. */
  readonly listEnd: number | undefined;
  /** Of an `ignore`: the line whose findings it silences, from 1. */
  readonly line: number;
}

export interface FormatDirective {
  readonly kind: 'format';
  readonly span: Span;
  readonly name: string;
}

export type Directive = IgnoreDirective | FormatDirective;

const pattern =
  /(?<![^\s#/*!;])softmax-stability\s*:\s*(?:(ignore-file|ignore)(?![\w-])(?:\s*\[([^\]]*)\])?|format\s*=\s*([\w-]+))/g;

/** Whether a text can hold a directive at all: most hold none, and then its comments need not be looked for. */
export function mayHoldDirectives(document: SourceDocument): boolean {
  return document.cells.some(({ text }) => text.includes('softmax-stability'));
}

/** The directives in the comments of a document, in order. */
export function directivesIn(document: SourceDocument, comments: readonly Span[]): readonly Directive[] {
  return document.cells.flatMap((each) => {
    const { index, text } = each;
    const own = comments.filter(({ cell }) => cell === index);
    if (own.length === 0) return [];
    const lines = linesOf(each);
    return own.flatMap((comment) => directivesOf(text, comment, own, lines));
  });
}

function directivesOf(text: string, comment: Span, all: readonly Span[], lines: LineMap): readonly Directive[] {
  return [...text.slice(comment.start, comment.end).matchAll(pattern)].map((match): Directive => {
    const start = comment.start + match.index;
    const span = { cell: comment.cell, start, end: start + match[0].length };
    const [, word, list, format] = match;
    if (format !== undefined) return { kind: 'format', span, name: format };
    return {
      kind: word as IgnoreDirective['kind'], // the pattern has no other words
      span,
      rules: list === undefined ? undefined : list.split(/[\s,]+/).filter((name) => name !== ''),
      listEnd: list === undefined ? undefined : span.end - 1,
      line: targetLine(text, comment, all, lines),
    };
  });
}

/** The line that a comment stands on, or if there is nothing else on it, the next one with code. */
function targetLine(text: string, comment: Span, all: readonly Span[], lines: LineMap): number {
  const { line } = lines.position(comment.start);
  const isCode = (number: number) => withoutComments(text, number, all, lines).trim() !== '';
  const last = lines.position(comment.end).line;
  for (let at = line; at <= last; at += 1) if (isCode(at)) return at;
  for (let at = last + 1; at <= lines.starts.length; at += 1) if (isCode(at)) return at;
  return line;
}

function withoutComments(text: string, line: number, comments: readonly Span[], { starts }: LineMap): string {
  const start = starts[line - 1]!;
  const end = starts[line] ?? text.length;
  let result = '';
  let done = start;
  for (const comment of comments) {
    if (comment.end <= done || comment.start >= end) continue;
    result += text.slice(done, Math.max(done, comment.start));
    done = Math.min(end, comment.end);
  }
  return result + text.slice(done, end);
}
