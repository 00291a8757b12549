// Arrays that are sorted: the first of them is the maximum or the minimum, of numbers or of what each has.
import { sorted } from '../../../terms/gathers.ts';
import { countedBy } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { orderDown } from '../../../terms/orders.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { inOrderOf, keyedOrderOf, type Order } from '../../shared/lower/keyedOrders.ts';
import { isArrayClass } from '../libraries/arrayClasses.ts';
import type { Call } from './arrays.ts';
import { bareText } from './bareText.ts';
import { changeInPlace } from './changes.ts';
import { classOf, lengthOf, noteClass, noteLength } from './elements.ts';
import { lowerExpression } from './expressions.ts';
import { dottedName } from './names.ts';
import { parametersOf } from './parameters.ts';

/** x.sort((a, b) => b - a), of which toSorted leaves x as it is. */
export function sort({ frame, node, array, code, args, depth }: Call): Occurrence | undefined {
  const { store } = frame;
  const comparator = args[0] && withoutBrackets(args[0]);
  const term = sortedWith(store, array.term, comparator) ?? indicesBy(frame, array.term, comparator, depth);
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

/** x.reverse() of what is sorted, of which toReversed leaves x as it is. */
export function reverse({ frame, node, array, code }: Call): Occurrence | undefined {
  const { store } = frame;
  const order = keyedOrderOf(array.term);
  if (!order || array.term.kind !== 'gather' || !array.term.key.startsWith(sorted)) return undefined;
  const term = inOrderOf(store, array.term.operand, { by: order.by, isUp: !order.isUp });
  noteLength(term, lengthOf(store, array.term));
  const occurrence = occur(frame, node, term, [array]);
  const name = dottedName(code);
  if (node.field('function')?.field('property')?.text === 'reverse' && name !== undefined)
    changeInPlace(frame, name, occurrence);
  return occurrence;
}

/** What an array is once a comparator has sorted it; undefined where it is not known which comes first. */
function sortedWith(store: TermStore, array: Term, comparator: SyntaxNode | undefined): Term | undefined {
  // Numbers of a class of their own are compared as numbers.
  const isNumbers = !comparator && isArrayClass(classOf(array) ?? '') && classOf(array) !== 'Array';
  if (isNumbers) return inOrderOf(store, array, { by: '', isUp: true });
  const order = comparator && comparedBy(comparator);
  return order && inOrderOf(store, array, order);
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
  return array && other && array.text === other.text && /^[\p{L}\p{N}_$.]+$/u.test(array.text) ? array : undefined;
}

/** What (a, b) => b.score - a.score compares, or (a, b) => (a.score < b.score ? 1 : -1). */
function comparedBy(comparator: SyntaxNode): Order | undefined {
  const [a, b, ...others] = parametersOf(comparator).map(({ pattern }) => pattern);
  if (a?.type !== 'identifier' || b?.type !== 'identifier' || others.length > 0) return undefined;
  const value = givenBy(comparator);
  if (value?.type === 'ternary_expression') return chosenBy(value, a.text, b.text);
  if (value?.type !== 'binary_expression' || value.field('operator')?.text !== '-') return undefined;
  const [left, right] = [value.field('left'), value.field('right')];
  const down = samePart(left, b.text, right, a.text);
  if (down !== undefined) return { by: down, isUp: false };
  const up = samePart(left, a.text, right, b.text);
  return up === undefined ? undefined : { by: up, isUp: true };
}

/** a < b ? 1 : -1, and a < b ? 1 : a > b ? -1 : 0, which put the largest first; the other way round, the smallest. */
function chosenBy(choice: SyntaxNode, a: string, b: string): Order | undefined {
  const condition = choice.field('condition');
  const test = condition && withoutBrackets(condition);
  const operator = test?.field('operator')?.text ?? '';
  if (test?.type !== 'binary_expression' || !/^[<>]=?$/.test(operator)) return undefined;
  const [left, right] = [test.field('left'), test.field('right')];
  const straight = samePart(left, a, right, b);
  const by = straight ?? samePart(left, b, right, a);
  const sign = signOf(choice.field('consequence'));
  if (by === undefined || sign === undefined) return undefined;
  if (!isOther(choice.field('alternative'), -sign)) return undefined;
  const isLess = operator.startsWith('<') === (straight !== undefined);
  return { by, isUp: isLess === sign < 0 };
}

/** Whether what is not so comes the other way: -1, or a > b ? -1 : 0. */
function isOther(node: SyntaxNode | undefined, sign: number): boolean {
  const value = node && withoutBrackets(node);
  if (value?.type !== 'ternary_expression') return signOf(value) === sign;
  return signOf(value.field('consequence')) === sign && bareText(withoutBrackets(value.field('alternative')!)) === '0';
}

/** -1 or 1; undefined of all else. */
function signOf(node: SyntaxNode | undefined): number | undefined {
  const text = node ? bareText(withoutBrackets(node)) : '';
  return text === '1' || text === '-1' ? Number(text) : undefined;
}

/** What is taken of two names alike. */
function samePart(
  left: SyntaxNode | undefined,
  ofLeft: string,
  right: SyntaxNode | undefined,
  ofRight: string,
): string | undefined {
  const part = partOf(left, ofLeft);
  return part === partOf(right, ofRight) ? part : undefined;
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
