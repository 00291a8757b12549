// Values that go through a change of shape, or a choice of elements, that has no value here. What is computed of each element
// may as well be computed before it or after it.
import { pickOne } from '../terms/gathers.ts';
import { shapeKey } from '../terms/shapeKey.ts';
import type { TermStore } from '../terms/store.ts';
import type { GatherTerm, ReshapeTerm, Term } from '../terms/term.ts';
import { rebuild } from '../terms/walk.ts';
import type { Exchange } from './rest.ts';

type Move = ReshapeTerm | GatherTerm;

/**
 * log(reshape(a)) and reshape(b) as log(a) and b; the logarithm of running sums of flip(exp(a)) as that of exp(flip(a)), so that
 * both are functions of flip(a). Undefined where neither changes anything.
 */
export function withoutShape(store: TermStore, { from, to }: Exchange): Exchange | undefined {
  const outer = outwards(store);
  let [old, now] = [outer(from), outer(to)];
  for (;;) {
    const [before, after] = [movedLast(store, old), movedLast(store, now)];
    if (!before || !after || keyOf(before.move) !== keyOf(after.move)) break;
    [old, now] = [before.inner, after.inner];
  }
  return old === from && now === to ? undefined : { from: old, to: now };
}

function isMove(term: Term): term is Move {
  return term.kind === 'reshape' || (term.kind === 'gather' && term.key !== pickOne);
}

/** Equal texts, equal moves. */
function keyOf(move: Move): string {
  const tell = ({ id }: Term) => `#${id}`;
  return move.kind === 'reshape' ? shapeKey(move.change, tell) : `${move.key} of ${move.indices.map(tell).join(' ')}`;
}

/** What is computed of each element, without its operand; undefined of anything else. */
function elementwise(
  store: TermStore,
  term: Term,
): { readonly operand: Term; readonly again: (operand: Term) => Term } | undefined {
  switch (term.kind) {
    case 'map':
      return { operand: term.operand, again: (operand) => store.map(term.name, operand) };
    case 'cast':
      return { operand: term.operand, again: (operand) => store.cast(operand, term.format) };
    case 'binary':
      if (term.right.kind === 'constant') {
        return { operand: term.left, again: (operand) => store.binary(term.name, operand, term.right) };
      }
      if (term.left.kind !== 'constant') return undefined;
      return { operand: term.right, again: (operand) => store.binary(term.name, term.left, operand) };
    default:
      return undefined;
  }
}

/** A term in which every move comes before what is computed of each element. */
function outwards(store: TermStore): (term: Term) => Term {
  const known = new Map<Term, Term>();
  const outward = (term: Term): Term => {
    const before = known.get(term);
    if (before) return before;
    const found = movedInwards(rebuild(store, term, outward));
    known.set(term, found);
    return found;
  };
  const movedInwards = (term: Term): Term => {
    if (!isMove(term)) return term;
    const each = elementwise(store, term.operand);
    return each
      ? each.again(movedInwards(rebuild(store, term, (operand) => (operand === term.operand ? each.operand : operand))))
      : term;
  };
  return outward;
}

/** The last move of a value, and what the value is without it. */
function movedLast(store: TermStore, term: Term): { readonly move: Move; readonly inner: Term } | undefined {
  if (isMove(term)) return { move: term, inner: term.operand };
  const each = elementwise(store, term);
  const found = each && movedLast(store, each.operand);
  return found && { move: found.move, inner: each.again(found.inner) };
}
