import type { FormatName } from '../../kernels/index.ts';
import type { FormatFact, Reason, RewriteForm, Severity } from '../findings.ts';
import type { Bounds } from '../terms/bounds/bounds.ts';
import type { Lowering, Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';

/** A new value at a place. */
export interface Replacement {
  readonly at: Occurrence;
  readonly by: Term;
  /** A value that is added to what the code at the place gives by itself once the others are replaced. */
  readonly added?: Term;
}

/** What a rewrite does to the values; the front end knows how it is written. */
export interface RewritePlan {
  readonly form: RewriteForm;
  /**
   * How it is written.
   * - shift: each replacement is `at` minus a maximum, written beside the exponent that stands there
   * - softmax: a call of the library's softmax, and what only its exponentials needed goes
   * - stored: the one place is what stores exponentials into an array; it stores the exponents, and the array is given their exponentials,
   *   less `maximum`, once all are there
   * - value: the new value is spelt out in the place of the old one, with the parts of it that are written there
   */
  readonly writing: 'shift' | 'softmax' | 'stored' | 'value';
  /** What a user reads in the menu; the front end adds the names that it writes where it has none. */
  readonly title: string;
  /** Whether old and new are the same in real numbers. A rewrite that changes the meaning is never safe. */
  readonly meaning: 'equal' | 'changed';
  /** Values that the new code has several times, and a name for each, given on a line before where one can be. */
  readonly names?: ReadonlyMap<Term, string>;
  /** Places to write anew, and the values to be written there. */
  readonly replacements: readonly Replacement[];
  /** Of shifts: those of them that are values, spelt out once the exponents are shifted. */
  readonly values?: ReadonlySet<Replacement>;
  /** Places whose spelling of axes and shapes is followed, the outermost first. */
  readonly like: readonly Occurrence[];
  /** Places whose values are no longer needed: what only defines them can go. */
  readonly unneeded: readonly Occurrence[];
  /** Places that keep their value in another form: the check compares the two. */
  readonly keeps: readonly Replacement[];
  /** Values that become others throughout those places. */
  readonly exchange: ReadonlyMap<Term, Term>;
  /** Values that names hold as soon as it is made, and what they hold now. */
  readonly held?: ReadonlyMap<Term, Term>;
  /** Of exponents that are stored, what is subtracted from all of them. */
  readonly maximum?: Term;
  /** Values that are any of those of an array, and the array: what holds for all of it is compared. */
  readonly elements?: ReadonlyMap<Term, Term>;
  /** A place where branches meet, and what is to meet before it under the same condition, in the same order. */
  readonly branch?: { readonly at: Occurrence; readonly now: Term };
  /** By how much the values may differ, relative to them. */
  readonly tolerance: number;
  /** Whether large values may be lost as before: the rewrite is about small ones. */
  readonly mayOverflow?: boolean;
  readonly assumptions: readonly string[];
  /** A parameter that is to take no gradient, of which the new code gives another: safe where the text tells of none. */
  readonly untrained?: string;
  /** What may change the meaning: with any of these the rewrite is not safe. */
  readonly doubts: readonly string[];
  /** What is offered in its place where it is not safe. */
  readonly otherwise?: RewritePlan;
}

/** A plan, or why there is none. */
export type Proposal = RewritePlan | { readonly form: RewriteForm; readonly title: string; readonly withheld: string };

/** What a rule has found, before its rewrites are written and checked. */
export interface Match {
  readonly at: Occurrence;
  readonly message: string;
  readonly format: FormatFact;
  readonly subject: string;
  readonly reasons: readonly Reason[];
  /** Where this harms less than the rule usually says. */
  readonly severity?: Severity;
  /** Places of this computation where findings of other rules are part of this one, and are not reported beside it. */
  readonly covers?: readonly Occurrence[];
  /** Work that is only needed if somebody asks for rewrites. */
  proposals(): readonly Proposal[];
}

/** What a rule may ask. */
export interface RuleContext extends Lowering {
  readonly store: TermStore;
  readonly bounds: Bounds;
  /** What code that does not say its format computes in, by the user's word; see shared/places.ts. */
  readonly format?: FormatName | undefined;
  /** Names of settings that are 0 somewhere in what is at hand of the project. */
  readonly zeros: ReadonlySet<string>;
  textOf(occurrence: Occurrence): string;
}

export interface Rule {
  readonly id: string;
  /** Whether it is about what some libraries compute stably whichever way it is written; see shared/recovered.ts. */
  readonly recoverable?: true;
  find(context: RuleContext): readonly Match[];
}
