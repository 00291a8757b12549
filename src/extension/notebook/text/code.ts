// The text of a code cell to the lines that stand for it in a file, and back.
import type { CellLayout } from './cells.ts';
import { type Fence, cellFence, closes, runOf } from './markers.ts';
import { textLines } from './lines.ts';

export interface CodeRun {
  readonly text: readonly string[];
  /** Absent when the file ended inside the cell. */
  readonly close?: string;
  /** One past the closing fence. */
  readonly next: number;
}

const newCell = '```softmax';

/** Reads the code cell whose opening fence, `fence`, is the line `first`. */
export function readCode(source: readonly string[], first: number, fence: Fence): CodeRun {
  const text: string[] = [];
  for (let at = first + 1; at < source.length; at++) {
    const line = source[at]!;
    if (closes(line, fence)) return { text, close: line, next: at + 1 };
    text.push(line);
  }
  return { text, next: source.length };
}

/** The lines that `readCode` reads back as `text`, with the fences of `layout` where they can hold it. */
export function codeLines(text: string, layout: CellLayout): string[] {
  const lines = text === '' ? [] : textLines(text);
  const stored = layout.open === undefined ? undefined : cellFence(layout.open);
  const open = stored ? layout.open! : newCell;
  const fence = stored ?? cellFence(newCell)!;
  const length = lengthFor(lines, fence);
  if (length > fence.length) {
    const longer = runOf({ char: fence.char, length });
    return [longer + open.slice(fence.length), ...lines, longer];
  }
  const close = layout.close !== undefined && closes(layout.close, fence) ? layout.close : runOf(fence);
  return [open, ...lines, close];
}

/** Longer than any fence in the text, so that no reader can take one of these for its end. */
function lengthFor(lines: readonly string[], { char, length }: Fence): number {
  const runs = lines.map((line) => /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]).filter((run) => run?.[0] === char);
  return runs.reduce((longest, run) => Math.max(longest, run!.length + 1), length);
}
