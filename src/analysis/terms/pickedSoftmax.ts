// A softmax of which the exponentials are picked before they are divided: exp(x)[y] / sum(exp(x)).
import { reductionOf } from './alignment.ts';
import { uncast } from './bare.ts';
import { elementsIn } from './elements.ts';
import { pickOne, upTo } from './gathers.ts';
import { indices } from './indices.ts';
import type { TermStore } from './store.ts';
import type { BinaryTerm, ElementTerm, GatherTerm, Term } from './term.ts';
import { rebuild, substitute, subterms } from './walk.ts';

/** The same value as a pick of a softmax, also within epsilons, limits, casts and 1 - p; else the term itself. */
export function pickedAfterwards(store: TermStore, term: Term): Term {
  switch (term.kind) {
    case 'cast':
    case 'refined':
    case 'reshape':
      return rebuild(store, term, (part) => pickedAfterwards(store, part));
    case 'binary':
      if (term.name === 'divide') return pickOf(store, term.left, term.right) ?? term;
      return isAround(term) ? rebuild(store, term, (part) => pickedAfterwards(store, part)) : term;
    default:
      return term;
  }
}

/** p + eps, max(p, eps), 1 - p */
function isAround({ name, left, right }: BinaryTerm): boolean {
  const isGuard = name === 'add' || name === 'maximum' || name === 'minimum' || name === 'subtract';
  return isGuard && [left, right].some(({ kind }) => kind === 'binary' || kind === 'cast' || kind === 'reshape');
}

/** The pick of a softmax that a quotient is. */
function pickOf(store: TermStore, above: Term, below: Term): Term | undefined {
  if (above.kind === 'reshape') {
    const inner = pickOf(store, above.operand, below);
    return inner && store.reshape(above.change, inner);
  }
  const sum = reductionOf(below)?.reduce;
  const summed = sum?.name === 'sum' ? uncast(sum.operand) : undefined;
  if (!sum || summed?.kind !== 'map' || summed.name !== 'exp') return undefined;
  const pick = pickFrom(store, uncast(above), summed);
  if (!pick) return undefined;
  const keepdims = sum.axis.kind !== 'all' || sum.keepdims !== false;
  const whole = store.binary('divide', summed, store.reduce('sum', summed, sum.axis, keepdims));
  return store.gather(whole, pick.key, pick.indices);
}

/** The pick of an array that a value is: e[y], or exp(x[y] - m) of exp(x - m). */
function pickFrom(store: TermStore, one: Term, all: Term): GatherTerm | undefined {
  if (one.kind === 'gather') return uncast(one.operand) === all ? one : undefined;
  if (one.kind === 'element') return diagonalPick(store, one, all);
  if (one.kind !== 'map' || one.name !== 'exp') return undefined;
  return [...subterms(one)].find(
    (part): part is GatherTerm =>
      part.kind === 'gather' && substitute(store, one, new Map([[part, part.operand]])) === all,
  );
}

/** row[i] of the row that the same round of a loop is for: one of each row, not each of one. */
function diagonalPick(store: TermStore, { of, nesting }: ElementTerm, all: Term): GatherTerm | undefined {
  if (of.kind !== 'gather' || of.key !== upTo || uncast(of.operand) !== all) return undefined;
  const [count] = of.indices;
  if (!count || ![...elementsIn(all)].some((element) => element.nesting === nesting)) return undefined;
  const pick = store.gather(all, pickOne, [store.element(indices(store, count), nesting)]);
  return pick.kind === 'gather' ? pick : undefined;
}
