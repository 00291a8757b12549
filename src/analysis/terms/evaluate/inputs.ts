import { bare } from '../bare.ts';
import { comparisonOf } from '../comparison.ts';
import { pickOne } from '../gathers.ts';
import { groupedIn, type Grouped } from '../groups.ts';
import { isLength } from '../lengths.ts';
import { asRunning } from '../runningSum.ts';
import type { Term } from '../term.ts';
import { operandsOf, subterms } from '../walk.ts';

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
  const everywhere = sharedBy(roots);
  const groups = groupsIn(roots, everywhere);
  const indices = new Set([...groups.values()].map(({ index }) => bare(index)));
  for (const term of seen) {
    if (indices.has(term) || (!groups.has(term) && isInput(term, everywhere))) {
      values.add(term);
      continue;
    }
    const axis = axisTermOf(term);
    if (axis) axes.add(axis);
    // What a shape was given as does not matter to the values.
    const isShaping = term.kind === 'reshape' || (term.kind === 'gather' && term.key !== pickOne);
    const group = groups.get(term);
    const parts = group ? [group.of, bare(group.index), group.axis] : isShaping ? [term.operand] : operandsOf(term);
    for (const operand of parts) if (operand !== axis) seen.add(operand);
  }
  return { values: [...values].filter((term) => !axes.has(term)), axes: [...axes] };
}

/** Sums and maxima of groups that not all of the values have. */
function groupsIn(roots: readonly Term[], everywhere: ReadonlySet<Term>): ReadonlyMap<Term, Grouped> {
  const found = new Map<Term, Grouped>();
  for (const term of roots.flatMap((root) => [...subterms(root)])) {
    const group = everywhere.has(term) ? undefined : groupedIn(term);
    if (group) found.set(term, group);
  }
  return found;
}

/** A pick that all of the values make is one number or another to each; of one that not all make the source matters. */
function isInput(term: Term, everywhere: ReadonlySet<Term>): boolean {
  const { kind } = term;
  if (isLength(term)) return true;
  if (kind === 'gather') return term.key !== pickOne && everywhere.has(term);
  if (kind === 'opaque') return !comparisonOf(term) && !asRunning(term);
  return kind === 'variable' || kind === 'element' || kind === 'stack';
}

function sharedBy(roots: readonly Term[]): ReadonlySet<Term> {
  const [first, ...rest] = roots.map(subterms);
  return new Set([...(first ?? [])].filter((term) => rest.every((other) => other.has(term))));
}

function axisTermOf(term: Term): Term | undefined {
  if ((term.kind === 'reduce' || term.kind === 'library') && term.axis.kind === 'symbolic') return term.axis.term;
  const running = asRunning(term);
  if (running) return running.axis;
  if (term.kind !== 'reshape' || term.change.to !== 'insert') return undefined;
  return typeof term.change.at === 'number' ? undefined : term.change.at;
}
