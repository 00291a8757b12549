// Comparisons of values, and what is known where they hold.
import { bare } from './bare.ts';
import { unit } from './bounds/interval.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

export type Comparator = '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly comparator: Comparator;
  readonly left: Term;
  readonly right: Term;
}

/** A condition that is known to hold, or not to, where something is computed. */
export interface Guard {
  readonly condition: Term;
  readonly holds: boolean;
}

const key = 'compare ';
const negations: Readonly<Record<Comparator, Comparator>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

function isComparator(text: string): text is Comparator {
  return Object.hasOwn(negations, text);
}

/** 1 where it holds, 0 elsewhere; of any operator, as it is written. */
export function comparison(store: TermStore, operator: string, left: Term, right: Term): Term {
  return store.opaque(`${key}${operator}`, [left, right], { range: unit, says: 'test' });
}

const tests: ReadonlySet<string> = new Set(['test', 'not', 'member', 'quantified']);

/** The outcome of a comparison, or of another test, in whatever shape and format. */
export function isTest(term: Term): boolean {
  if (term.kind === 'cast' || term.kind === 'reshape') return isTest(term.operand);
  return term.kind === 'opaque' && term.says !== undefined && tests.has(term.says);
}

/** The comparison that a term is, through negations, if it is one. */
export function comparisonOf(term: Term, holds = true): Comparison | undefined {
  if (term.kind !== 'opaque') return undefined;
  const [left, right] = term.operands;
  if (left && !right && term.says === 'not') return comparisonOf(left, !holds);
  const comparator = term.key.startsWith(key) ? term.key.slice(key.length) : '';
  if (!left || !right || !isComparator(comparator)) return undefined;
  return { comparator: holds ? comparator : negations[comparator], left, right };
}

/** The two values that differ where a condition holds, or does not, if it compares them for that. */
export function differing(term: Term, holds: boolean): readonly [Term, Term] | undefined {
  if (term.kind !== 'opaque' || term.key !== `${key}${holds ? '!=' : '=='}`) return undefined;
  const [left, right] = term.operands;
  return left && right && [left, right];
}

/** The value that a condition compares with 0, whichever way, or asks to be 0 or finite. */
export function askedFor(term: Term): Term | undefined {
  if (term.kind === 'map') return term.name === 'finite' ? bare(term.operand) : undefined;
  if (term.kind !== 'opaque') return undefined;
  const [left, right, ...others] = term.operands;
  if (!left || others.length > 0) return undefined;
  if (!right) return term.says === 'not' && !isTest(left) ? bare(left) : undefined;
  if (!term.key.startsWith(key)) return undefined;
  const isZero = (side: Term) => side.kind === 'constant' && side.value === 0;
  return isZero(right) ? bare(left) : isZero(left) ? bare(right) : undefined;
}

/** Whether a comparison holds of two numbers. */
export function compares(comparator: Comparator, left: number, right: number): boolean {
  switch (comparator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
