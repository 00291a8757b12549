// What two terms have in common, as one unknown: whatever it is computed from, they are the same function of it or not.
import { Bounds } from '../terms/bounds/bounds.ts';
import { inputsOf } from '../terms/evaluate/inputs.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { operandsOf, subterms, substitute } from '../terms/walk.ts';

/** Two terms as functions of values that both are computed from, and where these lie. */
export interface OfWhole {
  readonly old: Term;
  readonly now: Term;
  readonly bounds: Bounds;
}

/**
 * The terms with the value that both are computed from in place of how it is computed: branches in it are not told apart,
 * and what has no value here is not needed. Undefined where they depend on anything else, since how its shape is related to
 * that of the unknown would be lost, and where branches remain.
 *
 * What holds for every value holds for this one, and gradients too: both go on from it in the same way, detached or not.
 * What does not hold for every value may hold for this one, so a difference proves nothing.
 */
export function ofWhole(store: TermStore, bounds: Bounds, old: Term, now: Term): OfWhole | undefined {
  const [inOld, inNow] = [subterms(old), subterms(now)];
  const common = new Set([...inOld].filter((term) => inNow.has(term)));
  for (const whole of largest(old, common)) {
    const unknown = store.variable('any', 'value', '');
    const exchange = new Map([[whole, unknown]]);
    const [from, to] = [substitute(store, old, exchange), substitute(store, now, exchange)];
    const { values } = inputsOf([from, to]);
    const parts = [...subterms(from), ...subterms(to)];
    if (values.length > 1 || parts.some(({ kind }) => kind === 'join')) continue;
    return { old: from, now: to, bounds: new Bounds(new Map([[unknown, bounds.of(whole)]])) };
  }
  return undefined;
}

/** Those of some terms in a term that are in none of the others as it stands. */
export function largest(root: Term, terms: ReadonlySet<Term>): readonly Term[] {
  const found: Term[] = [];
  const seen = new Set([root]);
  for (const term of seen) {
    if (terms.has(term)) found.push(term);
    else for (const operand of operandsOf(term)) seen.add(operand);
  }
  return found.filter(({ kind }) => kind !== 'constant');
}
