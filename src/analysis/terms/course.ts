// When code is run: what it does beside giving values, and what was changed in place by then.
import type { Occurrence } from './occurrence.ts';
import type { Term } from './term.ts';

/** A call of code that is not known, a draw of random numbers, or a change of what a function that is called is given. */
export interface Effect {
  /** What it gives. */
  readonly term: Term;
  /** The function of the document's own text that runs it, if by a call of another. */
  readonly scope: string;
  /** Whether it is taken to give the same when it is run again. */
  readonly givesSame: boolean;
}

export interface Course {
  /** Those of each function in the order in which they are run. */
  readonly effects: readonly Effect[];
  /** What every value that leads to a place was when it was read or computed. */
  readonly versionsOf: (place: Occurrence) => readonly Version[];
}

/** A value at some time. */
export interface Version {
  /** What it is, the same in all texts of one store. */
  readonly value: string;
  /** Tells values apart that are equal and not the same, in one text. */
  readonly of: object;
  /** What is computed from it then. */
  readonly by: Occurrence;
  /** How many changes in place it had gone through, by other names and by functions that are called. */
  readonly number: number;
  /** Whether it is changed no more after that. */
  readonly isLast: boolean;
}
