// Softmaxes with a number beside the sum, as exp(x) / (1 + sum(exp(x))): that is an exponential as well, whose exponent is shifted with the
// others. Of a maximum that is not below 0 its own cannot overflow.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import type { Replacement, RewritePlan } from '../rule.ts';
import { placesBehind } from '../shared/places.ts';
import type { Site } from './index.ts';

/** What stands beside the sum of some quotients by the same. */
export interface Beside {
  readonly number: Term;
  /** The sum with it. */
  readonly total: Term;
  /** Where the number is written. */
  readonly at: Occurrence;
}

/** Undefined where nothing does, or not the same in each of the quotients. */
export function besideOf(sites: readonly Site[]): Beside | undefined {
  const [site, ...others] = sites as [Site, ...Site[]];
  const { beside } = site.ratio;
  if (!beside || others.some(({ ratio }) => ratio.beside?.total !== beside.total)) return undefined;
  const isNumber = ({ own, term }: Occurrence) => own && term === beside.number;
  const wholes = placesBehind(site.division, ({ own, term }) => own && term === beside.total);
  const written = wholes.flatMap(({ operands }) => operands.filter(isNumber));
  const [at] = [...written, ...[...wholes, site.division].flatMap((whole) => placesBehind(whole, isNumber))];
  return at && { ...beside, at };
}

/** The number less the maximum in its exponent. */
export function shiftedNumber(store: TermStore, { number, at }: Beside, maximum: Term): Replacement {
  const shifted = store.map('exp', store.map('neg', maximum));
  const isOne = number.kind === 'constant' && number.value === 1;
  return { at, by: isOne ? shifted : store.binary('multiply', number, shifted) };
}

/** The sum with the number, both of them shifted. */
export function shiftedTotal(
  { total, number }: Beside,
  shifted: (sum: Term) => Term,
  store: TermStore,
  by: Term,
): Term {
  if (total.kind !== 'binary') return total;
  const { left, right } = total;
  return right === number ? store.binary('add', shifted(left), by) : store.binary('add', by, shifted(right));
}

/** Of arrays: the maximum has a name, since it is there twice. */
export function asValues(
  store: TermStore,
  plan: RewritePlan,
  exponents: readonly (readonly [Occurrence, Replacement])[],
  number: Replacement,
): RewritePlan {
  const exponentials = exponents.map(([at, { by }]): Replacement => ({ at, by: store.map('exp', by) }));
  const names = new Map<Term, string>();
  for (const [, { at, by }] of exponents) {
    names.set(at.term, 'logits');
    if (by.kind === 'binary') names.set(by.right, 'm');
  }
  return { ...plan, writing: 'value', replacements: [...exponentials, number], names };
}
