// Comparisons of what is made of exponentials, as of a random share of their sum from which they are taken away one after the other:
// multiplied by one number, as they are by a shift, they compare as they did.
import { elementsIn } from '../terms/elements.ts';
import { unguarded } from '../terms/finiteGuard.ts';
import type { Lowering } from '../terms/occurrence.ts';
import { reductionOf } from '../terms/alignment.ts';
import { comparisonOf } from '../terms/comparison.ts';
import { areOfOneDegree, headsOf, isMadeOf } from '../terms/degree.ts';
import type { TermStore } from '../terms/store.ts';
import type { ReduceTerm, Term } from '../terms/term.ts';
import { unrefined } from '../terms/unrefined.ts';
import { substitute, subterms } from '../terms/walk.ts';
import { headsIn } from './carried.ts';
import type { Exchange } from './rest.ts';

/**
 * Of two comparisons that differ in exponentials alone, which one number is subtracted from in the exponents, the shares of these in
 * their sum: where every value that is compared grows as they do, in each round, these are what decides.
 * What is compared otherwise, and may change in a way that is not told, is 'unknown'.
 * @param exchange - exponentials and what they become
 * @param ofNumbers - whether what is compared are numbers, so that an axis is that of a list
 */
export function withoutScale(
  store: TermStore,
  { from, to }: Exchange,
  exchange: ReadonlyMap<Term, Term>,
  ofNumbers: boolean,
  before: Pick<Lowering, 'leaving'>,
  after: Pick<Lowering, 'leaving'>,
): Exchange | 'unknown' | undefined {
  const compared = comparisonOf(from);
  if (!compared) return undefined;
  if (to !== substitute(store, from, exchange)) return 'unknown';
  const shifts = [...exchange].filter(([old, now]) => subtractedIn(old, now, ofNumbers));
  if (new Set(shifts.map(([old, now]) => subtractedIn(old, now, ofNumbers))).size !== 1) return 'unknown';
  const [heads, headsNow] = [headsIn(before.leaving), headsIn(after.leaving)];
  const valuesOf = (head: Term) => (heads.get(head) ?? []).map(({ term }) => term);
  const scaled = { wholes: new Set(shifts.map(([old]) => old)), valuesOf };
  if (!isMadeOf(from, scaled) || !areOfOneDegree(compared.left, compared.right, scaled)) return 'unknown';
  // Each round hands on what it did, of the other exponentials.
  const now = (term: Term) => unrefined(store, substitute(store, term, exchange));
  const areKept = headsOf(from, scaled).every((head) => {
    const found = headsNow.get(head) ?? [];
    const [expected, present] = [valuesOf(head).map(now), found.map(({ term }) => unrefined(store, term))];
    return expected.length === present.length && expected.every((term, index) => term === present[index]);
  });
  if (!areKept) return 'unknown';
  const compares = [from, ...headsOf(from, scaled).flatMap(valuesOf)].flatMap((value) => [...subterms(value)]);
  const sum = compares.find(
    (part): part is ReduceTerm => part.kind === 'reduce' && part.name === 'sum' && isMadeOf(part, scaled),
  );
  if (!sum) return 'unknown';
  const shares = store.binary('divide', sum.operand, sum);
  return { from: shares, to: substitute(store, shares, exchange) };
}

/** The m of exp(x - m) in the place of exp(x), where that is one number: the largest of all, or the first of what is in order. */
function subtractedIn(old: Term, now: Term, ofNumbers: boolean): Term | undefined {
  if (old.kind !== 'map' || old.name !== 'exp' || now.kind !== 'map' || now.name !== 'exp') return undefined;
  const { operand } = now;
  if (operand.kind !== 'binary' || operand.name !== 'subtract' || operand.left !== old.operand) return undefined;
  const shift = unguarded(operand.right);
  const axis = reductionOf(shift)?.reduce.axis;
  const isOfAll = axis?.kind === 'all' || (ofNumbers && axis?.kind === 'known');
  const isFirst = ofNumbers && axis === undefined && elementsIn(shift).size === 0;
  return isOfAll || isFirst ? shift : undefined;
}
