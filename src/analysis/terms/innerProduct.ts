import { allAxes, knownAxis } from './axis.ts';
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

const batches = new WeakSet<Term>();

/** Notes of a product that it is of batches of matrices, which have three dimensions. */
export function noteBatched(product: Term): void {
  batches.add(product);
}

export function isBatched(product: Term): boolean {
  return batches.has(product);
}

export function isInnerProduct(term: Term): term is OpaqueTerm {
  return term.kind === 'opaque' && term.key === key;
}

/** Sums of products over axes that its first operand names: einsum. */
export function contraction(store: TermStore, operands: readonly Term[]): Term {
  return ofSameAxes(store, operands) ?? store.opaque(named, operands);
}

/** 'bc,bc->b' is a sum of products that are taken element by element: no matrices are multiplied. */
function ofSameAxes(store: TermStore, [pattern, ...factors]: readonly Term[]): Term | undefined {
  const text = (pattern && textOf(pattern)) ?? '';
  const [sources, target, ...more] = text.split('->');
  if (!sources || target === undefined || more.length > 0 || !/^[\w\s,>-]*$/.test(text)) return undefined;
  const axes = (side: string) =>
    /\w\s+\w/.test(text) ? side.split(/\s+/).filter(Boolean) : (side.match(/[A-Za-z]/g) ?? []);
  const [own, ...others] = sources.split(',').map(axes);
  const [first, ...rest] = factors;
  if (!own || !first || others.length !== rest.length || rest.length === 0) return undefined;
  const isSame = others.every((other) => other.join(' ') === own.join(' ')) && new Set(own).size === own.length;
  const kept = axes(target);
  const added = own.flatMap((axis, i) => (kept.includes(axis) ? [] : [i - own.length]));
  const isInOrder = own.filter((axis) => kept.includes(axis)).join(' ') === kept.join(' ');
  if (!isSame || !isInOrder) return undefined;
  const product = rest.reduce((left, right) => store.binary('multiply', left, right), first);
  if (added.length === 0) return product;
  return store.reduce('sum', product, added.length === own.length ? allAxes : knownAxis(...added), false);
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

/** Of a product of two, the axis of one of them along which its elements are added up, counted from the last; see `weighted`. */
export interface Weighted {
  readonly axis: number;
  /** How many axes that one has, where a pattern says so. */
  readonly rank: number | undefined;
  /** What its elements are multiplied with before. */
  readonly by: Term;
}

/**
 * A sum of products as one of an operand's elements with weights; undefined where it is added up along several of its axes, or
 * along none.
 */
export function weighted(product: Term, operand: Term): Weighted | undefined {
  if (product.kind !== 'opaque') return undefined;
  const [of, by, ...others] = multiplied(product) ?? [];
  if (!of || !by || others.length > 0 || of === by) return undefined;
  const isFirst = of === operand;
  if (!isFirst && by !== operand) return undefined;
  const other = isFirst ? by : of;
  // The last axis of the first, and the last but one of the second.
  if (product.key === key) return { axis: isFirst ? -1 : -2, rank: undefined, by: other };
  const contracted = contractedAxis(product.operands[0], isFirst ? 0 : 1);
  return contracted && { ...contracted, by: other };
}

function contractedAxis(pattern: Term | undefined, operand: number): Omit<Weighted, 'by'> | undefined {
  const [sources, target, ...more] = ((pattern && textOf(pattern)) ?? '').split('->');
  const own = sources?.split(',')[operand];
  if (own === undefined || target === undefined || more.length > 0) return undefined;
  const axes = (side: string) =>
    /\w\s+\w/.test(sources!) ? side.split(/\s+/).filter(Boolean) : (side.match(/[A-Za-z]/g) ?? []);
  const kept = new Set(axes(target));
  const letters = axes(own);
  const [axis, ...others] = letters.flatMap((letter, i) => (kept.has(letter) ? [] : [i - letters.length]));
  const isOne = axis !== undefined && others.length === 0 && new Set(letters).size === letters.length;
  return isOne ? { axis, rank: letters.length } : undefined;
}
