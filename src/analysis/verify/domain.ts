import type { Term } from '../terms/term.ts';
import { operandsOf } from '../terms/walk.ts';

/**
 * Terms that a square root or a logarithm is taken of as they are, as in `q @ k.T / np.sqrt(k.shape[-1])`: a negative
 * draw for one of them would be NaN whatever the rewrite does.
 */
export function positiveOperands(roots: readonly Term[]): ReadonlySet<Term> {
  const positive = new Set<Term>();
  const seen = new Set(roots);
  /** Picking, reshaping and casting keep a sign. */
  const addSource = (term: Term): void => {
    positive.add(term);
    if (term.kind === 'gather' || term.kind === 'reshape' || term.kind === 'cast') addSource(term.operand);
  };
  for (const term of seen) {
    if (term.kind === 'map' && (term.name === 'sqrt' || term.name === 'log')) addSource(term.operand);
    if (term.kind === 'binary' && term.name === 'power' && isFraction(term.right)) addSource(term.left);
    for (const operand of operandsOf(term)) seen.add(operand);
  }
  return positive;
}

function isFraction(term: Term): boolean {
  return term.kind === 'constant' && !Number.isInteger(term.value);
}
