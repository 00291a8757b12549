// What a run found, before it is printed in one format or the other.
import type { Finding, LanguageId, Position } from '../analysis/index.ts';

export const formats = ['text', 'json'] as const;
export type Format = (typeof formats)[number];

/** A finding with its place in a file a reader can open. */
export interface LocatedFinding {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  /** Counts all cells of a notebook, from 0; lines are then within it. */
  readonly cell?: number;
  readonly language: LanguageId;
  readonly finding: Finding;
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
  /** The text of the line `start` is on, without its line end. */
  readonly lineText: string;
}

/** A file or folder that could not be read or analysed. */
export interface FileError {
  readonly file: string;
  readonly message: string;
}

export interface Report {
  /** How many files were analysed. */
  readonly files: number;
  /** In the order of the files, then of the places in them. */
  readonly findings: readonly LocatedFinding[];
  readonly errors: readonly FileError[];
  /** What a user might wonder about, in sentences; never a reason to fail. */
  readonly notes: readonly string[];
}
