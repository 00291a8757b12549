// What a shift leaves as it is although it changes what is looked at: which of two exponentials is the larger one, and where the
// largest of them stands. exp(x - m) is exp(x) times a positive number that is the same for all of them.
import { reductionOf } from '../terms/alignment.ts';
import { comparisonOf } from '../terms/comparison.ts';
import { unguarded } from '../terms/finiteGuard.ts';
import { isPosition } from '../terms/gathers.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { substitute, subterms } from '../terms/walk.ts';
import type { Exchange } from './rest.ts';

/** Comparisons and places in some values that are the same after an exchange of exponentials, and what they become. */
export function keptOrder(
  store: TermStore,
  roots: readonly Term[],
  exchange: ReadonlyMap<Term, Term>,
): readonly Exchange[] {
  const shifted = new Map([...exchange].filter(([from, to]) => isShift(from, to)));
  if (shifted.size === 0) return [];
  const parts = new Set(roots.flatMap((root) => [...subterms(root)]));
  return [...parts].flatMap((from) =>
    isOfOrder(from, shifted) ? [{ from, to: substitute(store, from, shifted) }] : [],
  );
}

/** exp(x) and exp(x - max(x)), where the maximum is one number for all of x. */
function isShift(from: Term, to: Term): boolean {
  if (from.kind !== 'map' || from.name !== 'exp' || to.kind !== 'map' || to.name !== 'exp') return false;
  const { operand } = to;
  if (operand.kind !== 'binary' || operand.name !== 'subtract' || operand.left !== from.operand) return false;
  const maximum = reductionOf(unguarded(operand.right))?.reduce;
  return maximum?.name === 'max' && (maximum.axis.kind === 'all' || maximum.keepdims === false);
}

function isOfOrder(term: Term, shifted: ReadonlyMap<Term, Term>): boolean {
  if (term.kind !== 'opaque') return false;
  const [first] = term.operands;
  if (first && isPosition(term)) return shifted.has(selectedFrom(first));
  const compared = comparisonOf(term);
  if (!compared) return false;
  const [left, right] = [selectedFrom(compared.left), selectedFrom(compared.right)];
  return left === right && shifted.has(left);
}

/** What a value is one of, without any computation on it. */
function selectedFrom(term: Term): Term {
  switch (term.kind) {
    case 'element':
      return selectedFrom(term.of);
    case 'gather':
    case 'refined':
    case 'cast':
      return selectedFrom(term.operand);
    case 'reduce':
      return term.name === 'max' || term.name === 'min' ? selectedFrom(term.operand) : term;
    default:
      return term;
  }
}
