import type { FormatName } from '../../kernels/index.ts';
import type { FormatFact, Reason } from '../findings.ts';
import type { Bounds } from '../terms/bounds/bounds.ts';
import type { Lowering, Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';

/** A new value at a place. */
export interface Replacement {
  readonly at: Occurrence;
  readonly by: Term;
}

/** What a rewrite does to the values; the front end knows how it is written. */
export interface RewritePlan {
  readonly form: 'inline' | 'library';
  /** Places to write anew, and the values to be written there. */
  readonly replacements: readonly Replacement[];
  /** Places whose spelling of axes and shapes is followed, the outermost first. */
  readonly like: readonly Occurrence[];
  /** Places whose values are no longer needed: what only defines them can go. */
  readonly unneeded: readonly Occurrence[];
  /** Places that keep their value in another form: the check compares the two. */
  readonly keeps: readonly Replacement[];
  /** Values that become others throughout those places. */
  readonly exchange: ReadonlyMap<Term, Term>;
  /** By how much the values may differ, relative to them. */
  readonly tolerance: number;
  readonly assumptions: readonly string[];
  /** What may change the meaning: with any of these the rewrite is not safe. */
  readonly doubts: readonly string[];
}

/** A plan, or why there is none. */
export type Proposal = RewritePlan | { readonly form: RewritePlan['form']; readonly withheld: string };

/** What a rule has found, before its rewrites are written and checked. */
export interface Match {
  readonly at: Occurrence;
  readonly message: string;
  readonly format: FormatFact;
  readonly subject: string;
  readonly reasons: readonly Reason[];
  /** Work that is only needed if somebody asks for rewrites. */
  proposals(): readonly Proposal[];
}

/** What a rule may ask. */
export interface RuleContext extends Lowering {
  readonly store: TermStore;
  readonly bounds: Bounds;
  /** What code that does not say its format computes in, by the user's word; see formatFact.ts. */
  readonly format?: FormatName | undefined;
  textOf(occurrence: Occurrence): string;
}

export interface Rule {
  readonly id: string;
  find(context: RuleContext): readonly Match[];
}
