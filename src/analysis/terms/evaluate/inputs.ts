import { comparisonOf } from '../comparison.ts';
import { pickOne } from '../gathers.ts';
import type { Term } from '../term.ts';
import { operandsOf } from '../walk.ts';

/** What a term computes from: everything in it that is not followed any further. */
export interface TermInputs {
  readonly values: readonly Term[];
  /** Those that name an axis: integers. */
  readonly axes: readonly Term[];
}

export function inputsOf(roots: readonly Term[]): TermInputs {
  const values = new Set<Term>();
  const axes = new Set<Term>();
  const seen = new Set(roots);
  for (const term of seen) {
    if (isInput(term)) {
      values.add(term);
      continue;
    }
    const axis = axisTermOf(term);
    if (axis) axes.add(axis);
    // What a shape was given as does not matter to the values.
    const parts = term.kind === 'reshape' ? [term.operand] : operandsOf(term);
    for (const operand of parts) if (operand !== axis) seen.add(operand);
  }
  return { values: [...values].filter((term) => !axes.has(term)), axes: [...axes] };
}

function isInput(term: Term): boolean {
  const { kind } = term;
  if (kind === 'gather') return term.key !== pickOne;
  if (kind === 'opaque') return !comparisonOf(term);
  return kind === 'variable' || kind === 'element' || kind === 'stack';
}

function axisTermOf(term: Term): Term | undefined {
  if ((term.kind === 'reduce' || term.kind === 'library') && term.axis.kind === 'symbolic') return term.axis.term;
  if (term.kind !== 'reshape' || term.change.to !== 'insert') return undefined;
  return typeof term.change.at === 'number' ? undefined : term.change.at;
}
