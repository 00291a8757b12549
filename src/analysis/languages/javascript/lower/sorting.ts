// Arrays that are sorted: the first of them is the maximum or the minimum, of numbers or of what each has.
import { knownAxis } from '../../../terms/axis.ts';
import { elementsIn, listOf } from '../../../terms/elements.ts';
import { sorted, sortedRow, upTo } from '../../../terms/gathers.ts';
import { countedBy } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { orderDown } from '../../../terms/orders.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { liftElements } from '../../shared/lower/loopSummary.ts';
import { isArrayClass } from '../libraries/arrayClasses.ts';
import type { Call } from './arrays.ts';
import { changeInPlace } from './changes.ts';
import { classOf, lengthOf, noteClass, noteLength } from './elements.ts';
import { lowerExpression } from './expressions.ts';
import { dottedName } from './names.ts';
import { parametersOf } from './parameters.ts';

/** How the keys begin of gathers that put elements in order by what each has, the largest first. */
const sortedBy = `${sortedRow} by `;
/** The same with the smallest first. */
const sortedUpBy = `${sorted} up by `;

/** x.sort((a, b) => b - a), of which toSorted leaves x as it is. */
export function sort({ frame, node, array, code, args, depth }: Call): Occurrence | undefined {
  const { store } = frame;
  const term = sortedWith(store, array.term, args[0]) ?? indicesBy(frame, array.term, args[0], depth);
  if (!term) return undefined;
  noteLength(term, lengthOf(store, array.term));
  const type = classOf(array.term);
  if (type !== undefined) noteClass(term, type);
  const occurrence = occur(frame, node, term, [array]);
  const name = dottedName(code);
  const isInPlace = node.field('function')?.field('property')?.text === 'sort';
  if (isInPlace && name !== undefined) changeInPlace(frame, name, occurrence);
  return occurrence;
}

/** What an array is once a comparator has sorted it; undefined where it is not known which comes first. */
function sortedWith(store: TermStore, array: Term, comparator: SyntaxNode | undefined): Term | undefined {
  // Numbers of a class of their own are compared as numbers.
  const isNumbers = !comparator && isArrayClass(classOf(array) ?? '') && classOf(array) !== 'Array';
  const up = comparator && comparedBy(comparator, true);
  if (isNumbers || up === '') return store.gather(array, sorted, []);
  if (up !== undefined) return store.gather(array, `${sortedUpBy}${up}`, []);
  const by = comparator && comparedBy(comparator);
  if (by === undefined) return undefined;
  return store.gather(array, by === '' ? sortedRow : `${sortedBy}${by}`, []);
}

/** All indices of an array, put in order by what stands there: sort((a, b) => x[b] - x[a]) */
function indicesBy(frame: Frame, indices: Term, comparator: SyntaxNode | undefined, depth: number): Term | undefined {
  const counted = comparator && countedBy(indices);
  const by = counted && !counted.from && indexedBy(comparator);
  if (!by) return undefined;
  const of = lowerExpression(frame, by, depth).term;
  return lengthOf(frame.store, of) === counted.count ? orderDown(frame.store, of) : undefined;
}

/** The array of (a, b) => x[b] - x[a]. */
function indexedBy(comparator: SyntaxNode): SyntaxNode | undefined {
  const [a, b, ...others] = parametersOf(comparator).map(({ pattern }) => pattern);
  const value = givenBy(comparator);
  if (!a || !b || others.length > 0 || value?.type !== 'binary_expression') return undefined;
  if (value.field('operator')?.text !== '-') return undefined;
  const [left, right] = [value.field('left'), value.field('right')].map((side) => side && withoutBrackets(side));
  if (left?.field('index')?.text !== b.text || right?.field('index')?.text !== a.text) return undefined;
  const [array, other] = [left.field('object'), right.field('object')];
  return array && other && array.text === other.text && /^[\w$.]+$/.test(array.text) ? array : undefined;
}

/**
 * What the first of what is sorted has of what it is sorted by: the maximum of that, or the minimum where that comes first.
 * @param by - `.score`, `[0]`; nothing of numbers
 * @param around - how many rounds are in each other where it is asked for
 * @param part - what an element has of it
 */
export function firstBy(
  store: TermStore,
  array: Term,
  by: string,
  around: number,
  part: (element: Term) => Term,
): Term | undefined {
  const order = orderOf(array);
  if (order?.by !== by) return undefined;
  const nesting = nestingOf(array, around);
  const each = part(store.element(array, nesting));
  const whole = liftElements(store, each, nesting) ?? listOf(store, each, nesting);
  return store.reduce(order.isUp ? 'min' : 'max', whole, knownAxis(0), false);
}

/** The rounds of a loop over an array that is asked for it, or of one that is to come, so that its elements are the same. */
function nestingOf(array: Term, around: number): number {
  const isWithin = [...elementsIn(array)].some(({ nesting }) => nesting === around);
  return isWithin || around === 0 ? around + 1 : around;
}

/** What an array, or the first elements of one, is sorted by. */
function orderOf(array: Term): { readonly by: string; readonly isUp?: boolean } | undefined {
  if (array.kind === 'cast' || array.kind === 'refined') return orderOf(array.operand);
  if (array.kind !== 'gather') return undefined;
  if (array.key === upTo) return orderOf(array.operand);
  if (array.key === sortedRow) return { by: '' };
  if (array.key === sorted) return { by: '', isUp: true };
  if (array.key.startsWith(sortedUpBy)) return { by: array.key.slice(sortedUpBy.length), isUp: true };
  return array.key.startsWith(sortedBy) ? { by: array.key.slice(sortedBy.length) } : undefined;
}

/**
 * What (a, b) => b.score - a.score compares.
 * @param isUp - of (a, b) => a.score - b.score, which puts the smallest first
 */
function comparedBy(comparator: SyntaxNode, isUp = false): string | undefined {
  const given = parametersOf(comparator).map(({ pattern }) => pattern);
  const [a, b, ...others] = isUp ? [given[1], given[0], ...given.slice(2)] : given;
  if (a?.type !== 'identifier' || b?.type !== 'identifier' || others.length > 0) return undefined;
  const value = givenBy(comparator);
  if (value?.type !== 'binary_expression' || value.field('operator')?.text !== '-') return undefined;
  const [left, right] = [partOf(value.field('left'), b.text), partOf(value.field('right'), a.text)];
  return left === right ? left : undefined;
}

/** What an arrow function gives, or a function that does nothing else. */
function givenBy(callback: SyntaxNode): SyntaxNode | undefined {
  const body = callback.field('body');
  if (body?.type !== 'statement_block') return body && withoutBrackets(body);
  const [only, ...others] = body.named;
  const value = only?.type === 'return_statement' && others.length === 0 ? only.named[0] : undefined;
  return value && withoutBrackets(value);
}

/** What is taken of a name: nothing of `a`, `.score` of `a.score`, `[0]` of `a[0]`; undefined of all else. */
function partOf(node: SyntaxNode | undefined, name: string): string | undefined {
  const value = node && withoutBrackets(node);
  if (value?.type === 'identifier') return value.text === name ? '' : undefined;
  const object = value?.field('object');
  if (!value || !object || withoutBrackets(object).text !== name) return undefined;
  if (value.type === 'member_expression') return `.${value.field('property')?.text ?? ''}`;
  const index = value.type === 'subscript_expression' ? value.field('index') : undefined;
  return index?.type === 'number' ? `[${index.text}]` : undefined;
}
