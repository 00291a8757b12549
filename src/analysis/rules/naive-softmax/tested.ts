// Sums of exponentials that a condition asks for: where all exponents are -inf they have to stay 0, and no NaN.
import { askedFor } from '../../terms/comparison.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';

const known = new WeakMap<readonly Occurrence[], ReadonlySet<Term>>();

/** Whether something that leaves what is followed depends on whether a value is 0, or finite. */
export function isAskedFor({ leaving }: RuleContext, term: Term): boolean {
  return testedIn(leaving).has(term);
}

function testedIn(leaving: readonly Occurrence[]): ReadonlySet<Term> {
  const before = known.get(leaving);
  if (before) return before;
  const tested = new Set<Term>();
  const seen = new Set<Term>();
  for (const { term } of leaving) {
    for (const part of subterms(term)) {
      if (seen.has(part)) continue;
      seen.add(part);
      const value = askedFor(part);
      if (value) tested.add(value);
    }
  }
  known.set(leaving, tested);
  return tested;
}
