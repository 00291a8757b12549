// Indices of a row that are sorted by what stands there: sorted(range(len(x)), key=lambda i: x[i], reverse=True).
import { knownAxis } from '../../../terms/axis.ts';
import { pickOne, positionOf, someOf, sortedRow, upTo } from '../../../terms/gathers.ts';
import { countedBy } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { orderDown } from '../../../terms/orders.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { oneName } from '../names.ts';
import { bareText } from './bareText.ts';
import { change } from '../../shared/lower/changes.ts';
import { inOrderOf, type Order } from '../../shared/lower/keyedOrders.ts';
import { keyedBy } from './apart.ts';
import { lowerExpression } from './expressions.ts';
import { dottedName } from './names.ts';
import { isAsLong } from './room.ts';
import { orderBy } from './sortKeys.ts';

/** What sorted, max and min make of what is told apart by a key that is followed. */
export function orderedBy(
  frame: Frame,
  node: SyntaxNode,
  path: string,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  if (path === 'builtins.sorted')
    return (
      indicesBy(frame, node, args, depth) ?? itemsByValue(frame, node, args, depth) ?? elementsBy(frame, node, args)
    );
  if (path === 'heapq.nlargest') return largestOf(frame, node, args);
  const name = path === 'builtins.max' ? 'max' : path === 'builtins.min' ? 'min' : undefined;
  return (
    name &&
    (orDefault(frame, node, name, args) ??
      placeBy(frame, node, name, args, depth) ??
      extremeOfPairs(frame, node, name, args))
  );
}

/** max(x, default=0): of nothing there are no exponentials either. */
function orDefault(frame: Frame, node: SyntaxNode, name: 'max' | 'min', { all }: Arguments): Occurrence | undefined {
  const [of, usual, ...others] = all;
  if (!of || usual?.keyword !== 'default' || others.length > 0) return undefined;
  return occur(frame, node, frame.store.reduce(name, of.value.term, knownAxis(0), false), [of.value]);
}

/** max((score(i), i) for i in x): the largest first part, and what stands beside it. */
function extremeOfPairs(
  frame: Frame,
  node: SyntaxNode,
  name: 'max' | 'min',
  { all, spread }: Arguments,
): Occurrence | undefined {
  const { store } = frame;
  const [of, ...others] = all;
  const list = others.length === 0 && !spread ? of?.value.term : undefined;
  const pair = list?.kind === 'gather' && list.key === someOf ? list.operand : undefined;
  if (!of || pair?.kind !== 'stack' || pair.items.length < 2) return undefined;
  const [first, ...beside] = pair.items;
  const largest = store.reduce(name, store.gather(first!, someOf, []), knownAxis(0), false);
  const rest = beside.map((each, index) => store.opaque(`beside the ${name} ${index}`, [each, largest]));
  return occur(frame, node, store.stack([largest, ...rest]), [of.value]);
}

/** sorted(d.items(), key=lambda item: item[1], reverse=True), or of enumerate(x): pairs of which the first has the largest. */
function itemsByValue(frame: Frame, node: SyntaxNode, { all }: Arguments, depth: number): Occurrence | undefined {
  const { store, nesting } = frame;
  const [of, ...others] = all;
  const given = (name: string) => others.find(({ keyword }) => keyword === name);
  const key = given('key')?.node;
  if (!of || !key || others.length !== 2 || given('reverse')?.value.term !== store.constant(1)) return undefined;
  if (!isSecond(keyIn(key))) return undefined;
  const keyed = keyedBy(of.node);
  const counted = of.node.type === 'call' && bareText(of.node.field('function')) === 'enumerate';
  const [first, ...more] = counted ? (of.node.field('arguments')?.named ?? []) : [];
  const array = keyed?.isOfItems ? keyed.node : more.length === 0 ? first : undefined;
  if (!array) return undefined;
  const row = lowerExpression(frame, array, depth);
  const each = store.element(store.gather(row.term, sortedRow, []), nesting + 1);
  const place = store.opaque(`place in order ${nesting + 1}`, [each]);
  return occur(frame, node, store.gather(store.stack([place, each]), someOf, []), [row]);
}

/** heapq.nlargest(k, x), and heapq.nlargest(k, x, key=…): the largest comes first. */
function largestOf(frame: Frame, node: SyntaxNode, { all }: Arguments): Occurrence | undefined {
  const [count, of, key, ...others] = all;
  if (!count || !of || others.length > 0 || (key && key.keyword !== 'key')) return undefined;
  const { store } = frame;
  const order = key ? orderBy(keyIn(key.node), true) : { by: '', isUp: false };
  if (!order) return undefined;
  const term = store.gather(inOrderOf(store, of.value.term, order), upTo, [count.value.term]);
  return occur(frame, node, term, [of.value, count.value]);
}

/** sorted(items, key=lambda item: item.score, reverse=True) */
function elementsBy(frame: Frame, node: SyntaxNode, { all, spread }: Arguments): Occurrence | undefined {
  const [of, ...options] = all;
  const order = of && !spread && options.some(isKey) ? givenOrder(frame, options) : undefined;
  return order && occur(frame, node, inOrderOf(frame.store, of!.value.term, order), [of!.value]);
}

/** x.sort(), which puts what the name holds in order, if it is a list; undefined where it does something else. */
export function sortInPlace(
  frame: Frame,
  node: SyntaxNode,
  objectNode: SyntaxNode,
  object: Occurrence,
  { all, spread }: Arguments,
): Occurrence | undefined {
  const name = dottedName(objectNode);
  if (name === undefined || spread || node.parent?.type !== 'expression_statement') return undefined;
  const order = givenOrder(frame, all);
  if (!order) return undefined;
  const result = occur(frame, node, inOrderOf(frame.store, object.term, order), [object]);
  frame.bind(name, { kind: 'value', occurrence: result });
  if (!frame.ownNames.has(name)) leave(frame, result);
  change(frame, object, result);
  return result;
}

/** What `key` and `reverse` say; undefined where that is not followed, or there is more. */
function givenOrder({ store }: Frame, options: Arguments['all']): Order | undefined {
  const key = options.find(isKey);
  const reverse = options.find(({ keyword }) => keyword === 'reverse');
  if (options.some((each) => each !== key && each !== reverse)) return undefined;
  const isDown = reverse ? reverse.value.term === store.constant(1) : false;
  if (reverse && !isDown && reverse.value.term !== store.constant(0)) return undefined;
  return key ? orderBy(keyIn(key.node), isDown) : { by: '', isUp: !isDown };
}

function isKey({ keyword }: Arguments['all'][number]): boolean {
  return keyword === 'key';
}

/** x.index(max(x)) */
export function placeOfExtreme(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  { all }: Arguments,
): Occurrence | undefined {
  const [value, ...others] = all;
  const term = others.length === 0 ? value?.value.term : undefined;
  if (term?.kind !== 'reduce' || (term.name !== 'max' && term.name !== 'min')) return undefined;
  if (term.operand !== object.term) return undefined;
  return occur(frame, node, positionOf(frame.store, term), [object, value!.value]);
}

/** @returns undefined where the largest does not come first, or that is not known */
function indicesBy(frame: Frame, node: SyntaxNode, { all }: Arguments, depth: number): Occurrence | undefined {
  const { store } = frame;
  const [indices] = all;
  const given = (name: string) => all.find(({ keyword }) => keyword === name);
  const [key, reverse] = [given('key'), given('reverse')];
  const counted = indices && countedBy(indices.value.term);
  const by = key && byOf(keyIn(key.node));
  const ofKeys = by && indices && bareText(keyedBy(indices.node)?.node) === bareText(by.array);
  if (!by || (!ofKeys && (!counted || counted.from)) || all.length > (reverse ? 3 : 2)) return undefined;
  const isDown = reverse ? reverse.value.term === store.constant(1) : false;
  const isUp = !reverse || reverse.value.term === store.constant(0);
  if (by.isNegative ? !isUp : !isDown) return undefined;
  const row = lowerExpression(frame, by.array, depth);
  if (!ofKeys && !isAsLong(row.term, counted!.count)) return undefined;
  return occur(frame, node, orderDown(store, row.term), [indices.value, row]);
}

/**
 * The place of the largest of a row or of a dictionary's values: max(range(len(x)), key=lambda i: x[i]), max(d, key=d.get); of its
 * items, that and the value: max(d.items(), key=lambda item: item[1]).
 * @param name - max, or min
 */
function placeBy(
  frame: Frame,
  node: SyntaxNode,
  name: 'max' | 'min',
  { all }: Arguments,
  depth: number,
): Occurrence | undefined {
  const { store } = frame;
  const [of, ...others] = all;
  const key = others.find(({ keyword }) => keyword === 'key')?.node;
  if (!of || !key || others.length > 1) return undefined;
  const by = byOf(keyIn(key));
  const keyed = keyedBy(of.node);
  const isByValue = keyed?.isOfItems === true && isSecond(keyIn(key));
  const array = isByValue ? keyed.node : by && !by.isNegative ? by.array : undefined;
  if (!array) {
    const order = orderBy(keyIn(key), name === 'max');
    const first = order && store.gather(inOrderOf(store, of.value.term, order), pickOne, [store.constant(0)]);
    return first && occur(frame, node, first, [of.value]);
  }
  const row = lowerExpression(frame, array, depth);
  const counted = countedBy(of.value.term);
  const isWhole =
    isByValue ||
    (keyed && bareText(keyed.node) === bareText(array)) ||
    (counted && !counted.from && isAsLong(row.term, counted.count));
  if (!isWhole) return undefined;
  const largest = store.reduce(name, row.term, { kind: 'all' }, false);
  const place = positionOf(store, largest);
  return occur(frame, node, isByValue ? store.stack([place, largest]) : place, [row]);
}

/** The function that is given as a key: key=(lambda item: item[1]) */
function keyIn(argument: SyntaxNode): SyntaxNode {
  return withoutBrackets(argument.field('value') ?? argument);
}

/** lambda item: item[1], operator.itemgetter(1) */
function isSecond(key: SyntaxNode): boolean {
  if (key.type === 'call')
    return (
      /(?:^|\.)itemgetter$/.test(bareText(key.field('function'))) && bareText(key.field('arguments')?.named[0]) === '1'
    );
  const parameter = key.type === 'lambda' ? key.field('parameters')?.text : undefined;
  const body = key.field('body');
  return parameter !== undefined && bareText(body) === `${parameter}[1]`;
}

/** x of lambda i: x[i], lambda i: -x[i] x.get and x.__getitem__ */
function byOf(key: SyntaxNode): { readonly array: SyntaxNode; readonly isNegative: boolean } | undefined {
  if (key.type === 'attribute') {
    const object = key.field('object');
    const array = object && withoutBrackets(object);
    return array && /^(?:__getitem__|get)$/.test(key.field('attribute')?.text ?? '')
      ? { array, isNegative: false }
      : undefined;
  }
  const parameter = key.type === 'lambda' ? key.field('parameters')?.text : undefined;
  const body = key.field('body');
  if (parameter === undefined || !body || !oneName.test(parameter)) return undefined;
  const value = withoutBrackets(body);
  const isNegative = value.type === 'unary_operator' && value.field('operator')?.text === '-';
  const part = isNegative ? withoutBrackets(value.field('argument')!) : value;
  const object = part.type === 'subscript' ? part.field('value') : undefined;
  const array = object && withoutBrackets(object);
  const places = part.fields('subscript');
  if (!array || places.length !== 1 || bareText(places[0]) !== parameter) return undefined;
  return array.type === 'identifier' && array.text !== parameter ? { array, isNegative } : undefined;
}
