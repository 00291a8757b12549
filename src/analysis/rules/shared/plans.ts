// Plans that put one value in the place of another.
import type { RewriteForm } from '../../findings.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import type { RewritePlan } from '../rule.ts';

export interface ValuePlan {
  readonly form: RewriteForm;
  readonly title: string;
  readonly at: Occurrence;
  readonly by: Term;
  readonly meaning?: RewritePlan['meaning'];
  /** Largest relative difference of the values; rounding alone unless told. */
  readonly tolerance?: number;
  readonly like?: readonly Occurrence[];
  readonly unneeded?: readonly Occurrence[];
  readonly assumptions?: readonly string[];
  readonly doubts?: readonly string[];
  readonly names?: RewritePlan['names'];
  readonly mayOverflow?: boolean;
}

/** The value at one place becomes another; what is written there is used again, the rest is spelt out. */
export function valuePlan({ form, title, at, by, ...rest }: ValuePlan): RewritePlan {
  return {
    form,
    title,
    writing: 'value',
    meaning: rest.meaning ?? 'equal',
    replacements: [{ at, by }],
    like: rest.like ?? [],
    unneeded: rest.unneeded ?? [],
    keeps: [{ at, by }],
    exchange: new Map([[at.term, by]]),
    tolerance: rest.tolerance ?? 1e-9,
    assumptions: rest.assumptions ?? [],
    doubts: rest.doubts ?? [],
    ...(rest.mayOverflow && { mayOverflow: true }),
    ...(rest.names && { names: rest.names }),
  };
}
