import { nonNegative } from './bounds/interval.ts';
import type { TermStore } from './store.ts';
import type { OpaqueTerm, Term } from './term.ts';
import { textOf } from './text.ts';

const key = 'inner product';
const named = 'contraction';

/** Sums of products over an axis of each. That of a vector with itself is its squared length. */
export function innerProduct(store: TermStore, left: Term, right: Term): Term {
  // Of a matrix it would be a square in the sense of matrices, which nobody exponentiates by its elements.
  return store.opaque(key, [left, right], left === right ? { range: nonNegative } : {});
}

export function isInnerProduct(term: Term): term is OpaqueTerm {
  return term.kind === 'opaque' && term.key === key;
}

/** Sums of products over axes that its first operand names: einsum. */
export function contraction(store: TermStore, operands: readonly Term[]): Term {
  return store.opaque(named, operands);
}

/** What a contraction is of, and over how many axes it adds up by its letters or words; undefined where these are no text. */
export function contracted(term: OpaqueTerm): { readonly of: readonly Term[]; readonly axes: number | undefined } {
  if (term.key !== named) return { of: [], axes: undefined };
  return { of: term.operands.slice(1), axes: contractedAxes(term.operands[0]) };
}

function contractedAxes(pattern: Term | undefined): number | undefined {
  const text = (pattern && textOf(pattern)) ?? '';
  const [sources, target, ...more] = text.split('->');
  if (!sources || target === undefined || more.length > 0) return undefined;
  const axes = (side: string) =>
    new Set(/\w\s+\w/.test(text) ? side.split(/[\s,]+/).filter(Boolean) : side.replace(/[^A-Za-z]/g, ''));
  const kept = axes(target);
  return [...axes(sources)].filter((axis) => !kept.has(axis)).length;
}

/** What is multiplied in a sum of products; undefined of what is none. */
export function multiplied(term: Term): readonly Term[] | undefined {
  if (term.kind === 'opaque') {
    if (term.key === key) return term.operands;
    return term.key === named ? term.operands.slice(1) : undefined;
  }
  if (term.kind !== 'reduce' || term.name !== 'sum') return undefined;
  const product = term.operand;
  return product.kind === 'binary' && product.name === 'multiply' ? [product.left, product.right] : undefined;
}
