// Inputs that are only used times or plus a number, as np.random.randn(4, 5) * 1000: drawn as they stand they would be so large that
// the old code is not finite on any draw, and nothing is compared.
import { Bounds } from '../terms/bounds/bounds.ts';
import type { Interval } from '../terms/bounds/interval.ts';
import { inputsOf } from '../terms/evaluate/inputs.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { operandsOf, subterms, substitute } from '../terms/walk.ts';
import type { OfWhole } from './whole.ts';

/**
 * The terms as functions of the scaled inputs, whatever these are: what holds for every value of x · c holds for every x, and gradients
 * differ by the same factor on both sides. Undefined where no input is scaled everywhere in the same way.
 */
export function unscaled(store: TermStore, bounds: Bounds, old: Term, now: Term): OfWhole | undefined {
  const users = usersIn([old, now]);
  // What stands for itself is used as it is.
  const grown = (term: Term) => (term === old || term === now ? undefined : onlyScaleOf(term, users));
  const exchange = new Map<Term, Term>();
  const given = new Map<Term, Interval>();
  for (const input of inputsOf([old, now]).values) {
    let scaled = input;
    for (let next = grown(scaled); next; next = grown(scaled)) scaled = next;
    if (scaled === input) continue;
    const unknown = store.variable('parameter', `value ${exchange.size}`, 'scaled');
    exchange.set(scaled, unknown);
    given.set(unknown, bounds.of(scaled));
  }
  if (exchange.size === 0) return undefined;
  return { old: substitute(store, old, exchange), now: substitute(store, now, exchange), bounds: new Bounds(given) };
}

/** What uses each of the terms below some roots. */
function usersIn(roots: readonly Term[]): ReadonlyMap<Term, ReadonlySet<Term>> {
  const users = new Map<Term, Set<Term>>();
  for (const term of new Set(roots.flatMap((root) => [...subterms(root)]))) {
    for (const operand of operandsOf(term)) users.set(operand, (users.get(operand) ?? new Set()).add(term));
  }
  return users;
}

/** A product, a quotient or a sum with a constant, where that is the only use of a term. */
function onlyScaleOf(term: Term, users: ReadonlyMap<Term, ReadonlySet<Term>>): Term | undefined {
  const [user, ...others] = users.get(term) ?? [];
  if (user?.kind !== 'binary' || others.length > 0) return undefined;
  const isLeft = user.left === term;
  const constant = isLeft ? user.right : user.left;
  if (constant.kind !== 'constant' || !Number.isFinite(constant.value) || constant.value === 0) return undefined;
  const { name } = user;
  const isAffine = name === 'multiply' || name === 'add' || name === 'subtract' || (name === 'divide' && isLeft);
  return isAffine ? user : undefined;
}
