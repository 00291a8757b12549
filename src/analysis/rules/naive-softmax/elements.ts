// What exponentials that are asked for one by one are looked at as: all of them, of which each is one.
import { upTo } from '../../terms/gathers.ts';
import { liftAll, outsideLoops } from '../../terms/lift.ts';
import type { TermStore } from '../../terms/store.ts';
import type { GatherTerm, Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { Site } from './index.ts';

/** Of exp(score(i)) over the sum of exp(score(j)) for every j: score(i) is one of the scores, whichever that is. */
export function elementsOf(store: TermStore, sites: readonly Site[]): ReadonlyMap<Term, Term> {
  return new Map(
    sites.flatMap(({ exponential, whole, ratio }): readonly [Term, Term][] => {
      const { summed } = ratio;
      const first = firstOf(exponential, whole);
      if (first) return [[first, first.operand]];
      if (summed.kind !== 'map' || isElementwise(store, exponential, whole) || picks(exponential.operand)) return [];
      return [
        [exponential.operand, summed.operand],
        [summed.operand, summed.operand],
      ];
    }),
  );
}

/** Of exp(x[i]) over the sum of all for as many i as something else has: those of the first of x are some of all. */
function firstOf(exponential: Term, whole: Term): GatherTerm | undefined {
  const firsts = [...subterms(exponential)].filter((part) => part.kind === 'gather' && part.key === upTo);
  return firsts.find((part): part is GatherTerm => part.kind === 'gather' && subterms(whole).has(part.operand));
}

/** Whether an exponential is seen to be that of an element of the others, as it stands. */
function isElementwise(store: TermStore, exponential: Term, whole: Term): boolean {
  return (
    exponential === whole || outsideLoops(store, exponential).includes(whole) || liftAll(store, exponential) === whole
  );
}

/** x[i] is looked at as one of x; pair[1] of each of some pairs is a value like any other. */
function picks(term: Term): boolean {
  if (term.kind !== 'gather') return term.kind === 'element';
  const isPart = term.operand.kind === 'element' && term.indices.every(({ kind }) => kind === 'constant');
  return !isPart || term.indices.length === 0;
}
