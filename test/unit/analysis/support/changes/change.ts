// Changes of a text that leave what it does as it was, and where each place of it is afterwards.
import assert from 'node:assert/strict';
import type { Finding, LanguageId } from '../../../../../src/analysis/index.ts';
import type { SyntaxNode } from '../../../../../src/analysis/languages/syntax.ts';
import { analyzer, file } from '../analyzer.ts';

/** UTF-16 offsets, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What stood at a range of the text, and how it reads now; an empty range is an insertion. */
export interface Piece extends Range {
  readonly text: string;
}

export interface Change {
  readonly text: string;
  /** Where a range of the text is now. */
  moved(range: Range): Range;
}

/** What a change is made from. */
export interface Code {
  readonly text: string;
  readonly language: LanguageId;
  readonly root: SyntaxNode;
}

/** Draws for a change: a number below a limit. */
export type Choose = (limit: number) => number;

export function pick<T>(choose: Choose, from: readonly T[]): T {
  return from[choose(from.length)]!;
}

/** The change that puts pieces, which are all of the text, into another order. */
export function arranged(original: string, pieces: readonly Piece[]): Change {
  let text = '';
  const placed = pieces.map((piece) => {
    const at = text.length;
    text += piece.text;
    return { ...piece, at, isKept: original.slice(piece.start, piece.end) === piece.text };
  });
  const place = (range: Range) => {
    const first = placed.find(({ start, end }) => start <= range.start && range.start < end);
    const last = placed.find(({ start, end }) => start < range.end && range.end <= end);
    assert.ok(first && last, 'an empty range, or one outside of the text');
    return {
      start: first.at + (first.isKept ? range.start - first.start : 0),
      end: last.at + (last.isKept ? range.end - last.start : last.text.length),
    };
  };
  return { text, moved: place };
}

/** The pieces of a range of the text after edits in it, what lies between them included. */
export function piecesOf(original: string, range: Range, edits: readonly Piece[]): readonly Piece[] {
  const within = edits.filter(({ start, end }) => range.start <= start && end <= range.end);
  const sorted = [...within].sort((a, b) => a.start - b.start || a.end - b.end);
  const pieces: Piece[] = [];
  let done = range.start;
  const keep = (end: number) => {
    if (end > done) pieces.push({ start: done, end, text: original.slice(done, end) });
  };
  for (const edit of sorted) {
    assert.ok(edit.start >= done, 'edits overlap');
    keep(edit.start);
    pieces.push(edit);
    done = edit.end;
  }
  keep(range.end);
  return pieces;
}

/** The change that edits make, which do not overlap. */
export function withEdits(text: string, edits: readonly Piece[]): Change {
  return arranged(text, piecesOf(text, { start: 0, end: text.length }, edits));
}

const known = new Map<string, readonly Finding[]>();

/** Findings without their rewrites, whose verification takes most of the time. */
export async function foundIn(text: string, language: LanguageId): Promise<readonly Finding[]> {
  const key = `${language}\n${text}`;
  const before = known.get(key);
  if (before) return before;
  const analysis = await (await analyzer()).analyze(file(text, language), { findingsOnly: true });
  if (!analysis.ok) throw new Error(`${analysis.code}: ${analysis.message}`);
  known.set(key, analysis.findings);
  return analysis.findings;
}

function told({ rule, severity, format }: Finding): string {
  return `${rule} ${severity} ${format.name} ${format.source}`;
}

/**
 * Fails the test unless the findings of the changed text are those of the text, each where its code now is. Characters
 * that `but` matches do not count, e.g. brackets that may be underlined with what they are around.
 */
export async function assertFollowed({ text, language }: Code, change: Change, but = /(?!)/g): Promise<void> {
  const counted = (code: string) => code.replace(but, '');
  const at = (finding: Finding, { start, end }: Range) => {
    const place = String(counted(change.text.slice(0, start)).length).padStart(6);
    return `${place} ${told(finding)}: ${counted(change.text.slice(start, end))}`;
  };
  const before = (await foundIn(text, language)).map((finding) => at(finding, change.moved(finding.span)));
  const after = (await foundIn(change.text, language)).map((finding) => at(finding, finding.span));
  assert.deepEqual(after.sort(), before.sort(), change.text);
}

/** A changed text whose names differ from those of the text. */
export interface Spelling {
  readonly text: string;
  /** What is the same of underlined code in the text and in the changed one. */
  readonly same: (code: string, underlined: Range) => string;
  /** What of the changed text has become a line of its own. */
  readonly line?: Range;
}

/**
 * The same where code is given a name or loses it. What had to be underlined within something larger, and was left out for
 * that, can be underlined by itself in a line of its own; so can the second logarithm of a cross-entropy that is underlined at its
 * first.
 */
export async function assertSpelt({ text, language }: Code, { text: changed, same, line }: Spelling): Promise<void> {
  const of = (code: string, findings: readonly Finding[]) =>
    findings
      .filter(({ message }) => !message.includes(' is the term of the other class in '))
      .map((finding) => `${told(finding)}: ${same(code, finding.span)}`)
      .sort();
  const before = of(text, await foundIn(text, language));
  const found = await foundIn(changed, language);
  const isApart = ({ span }: Finding) => line !== undefined && line.start <= span.start && span.end <= line.end;
  const missing = (all: readonly string[], from: readonly string[]) => {
    const left = [...from];
    return all.filter((each) => !left.includes(each) || void left.splice(left.indexOf(each), 1));
  };
  const after = of(changed, found);
  const more = missing(after, before);
  // Where two that were told of together stand apart, either may be the one that is told of as before.
  const isByThat = more.length <= of(changed, found.filter(isApart)).length;
  assert.deepEqual(isByThat ? missing(after, more) : after, before, changed);
}
