// What a run found, before it is printed in one format or the other.
import type { Edit, Finding, LanguageId, Position, Problem, Span } from '../analysis/index.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

export interface Range {
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
}

/** Places in a file as it is stored: those of a notebook are in its JSON. Columns count behind a byte-order mark. */
export interface StoredFile {
  range(span: Span): Range;
  replacements(edits: readonly Edit[]): readonly { readonly range: Range; readonly text: string }[];
}

/** Something with its place in a file that a reader can open. */
export interface Located extends Range {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  /** Counts all cells of a notebook, from 0; lines are then within it. */
  readonly cell?: number;
  /** The text of the line `start` is on, without its line end. */
  readonly lineText: string;
  readonly stored: StoredFile;
}

export interface LocatedFinding extends Located {
  readonly language: LanguageId;
  readonly finding: Finding;
  /** What is written at the place. */
  readonly code: string;
}

export interface LocatedProblem extends Located {
  readonly problem: Problem;
}

/** A file or folder that could not be read, analysed or written. */
export interface FileError {
  readonly file: string;
  readonly message: string;
}

export interface FixedFile {
  readonly file: string;
  /** How many findings were rewritten. */
  readonly fixes: number;
  /** A unified diff of it. */
  readonly diff: string;
}

export interface Report {
  /** How many files were analysed. */
  readonly files: number;
  /** In the order of the files, then of the places in them. */
  readonly findings: readonly LocatedFinding[];
  readonly problems: readonly LocatedProblem[];
  readonly errors: readonly FileError[];
  /** Files that were rewritten, or would be. */
  readonly fixed: readonly FixedFile[];
  /** How many findings are not here because the baseline has them. */
  readonly known: number;
  /** What a user might wonder about, in sentences; never a reason to fail. */
  readonly notes: readonly string[];
}
