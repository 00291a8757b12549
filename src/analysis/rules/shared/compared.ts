// Logarithms of which only the order counts, or that are only drawn from: -inf is less than all others, as the finite value would be.
import { isTest } from '../../terms/comparison.ts';
import { isPosition } from '../../terms/gathers.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { drawnKey, type OpaqueTerm, type Term } from '../../terms/term.ts';
import { operandsOf } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';

interface Uses {
  /** What goes into something else than a comparison, or leaves by itself. */
  readonly taken: ReadonlySet<Term>;
  /** What goes into something else than the probabilities of a draw. */
  readonly undrawn: ReadonlySet<Term>;
  /** What goes into anything. */
  readonly all: ReadonlySet<Term>;
}

const known = new WeakMap<readonly Occurrence[], Uses>();

/** Whether a value is only compared, or asked for the place of its largest element, in all that leaves what is followed. */
export function isOnlyCompared({ leaving }: RuleContext, term: Term): boolean {
  const { taken, all } = usesIn(leaving);
  return all.has(term) && !taken.has(term);
}

/** Whether a draw alone takes a value, as logits: of what is -inf nothing is drawn, as it should be. */
export function isOnlyDrawn({ leaving }: RuleContext, term: Term): boolean {
  const { undrawn, all } = usesIn(leaving);
  return all.has(term) && !undrawn.has(term);
}

function usesIn(leaving: readonly Occurrence[]): Uses {
  const before = known.get(leaving);
  if (before) return before;
  const roots = leaving.map(({ term }) => term);
  const isEnd = (term: Term) => isTest(term) || isPosition(term);
  const all = below(roots, () => false);
  const draws = new Set([...all].flatMap((term) => (isDraw(term) ? term.operands : [])));
  const uses = { taken: below(roots, isEnd), undrawn: below(roots, (term) => draws.has(term)), all };
  known.set(leaving, uses);
  return uses;
}

function isDraw(term: Term): term is OpaqueTerm {
  return term.kind === 'opaque' && term.key === drawnKey;
}

function below(roots: readonly Term[], isEnd: (term: Term) => boolean): ReadonlySet<Term> {
  const seen = new Set(roots);
  for (const term of seen) if (!isEnd(term)) for (const operand of operandsOf(term)) seen.add(operand);
  return seen;
}
