// Indices of a row that are sorted by what stands there: sorted(range(len(x)), key=lambda i: x[i], reverse=True).
import { countedBy } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { orderDown } from '../../../terms/orders.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { lowerExpression } from './expressions.ts';
import { isAsLong } from './room.ts';

/** @returns undefined where the largest does not come first, or that is not known */
export function indicesBy(frame: Frame, node: SyntaxNode, { all }: Arguments, depth: number): Occurrence | undefined {
  const { store } = frame;
  const [indices] = all;
  const given = (name: string) => all.find(({ keyword }) => keyword === name);
  const [key, reverse] = [given('key'), given('reverse')];
  const counted = indices && countedBy(indices.value.term);
  const by = key && byOf(key.node.field('value') ?? key.node);
  if (!by || !counted || counted.from || all.length > (reverse ? 3 : 2)) return undefined;
  const isDown = reverse ? reverse.value.term === store.constant(1) : false;
  const isUp = !reverse || reverse.value.term === store.constant(0);
  if (by.isNegative ? !isUp : !isDown) return undefined;
  const row = lowerExpression(frame, by.array, depth);
  if (!isAsLong(row.term, counted.count)) return undefined;
  return occur(frame, node, orderDown(store, row.term), [indices.value, row]);
}

/** x of lambda i: x[i], lambda i: -x[i] and x.__getitem__ */
function byOf(key: SyntaxNode): { readonly array: SyntaxNode; readonly isNegative: boolean } | undefined {
  if (key.type === 'attribute') {
    const array = key.field('object');
    return array && key.field('attribute')?.text === '__getitem__' ? { array, isNegative: false } : undefined;
  }
  const parameter = key.type === 'lambda' ? key.field('parameters')?.text : undefined;
  const body = key.field('body');
  if (parameter === undefined || !body || !/^\w+$/.test(parameter)) return undefined;
  const value = withoutBrackets(body);
  const isNegative = value.type === 'unary_operator' && value.field('operator')?.text === '-';
  const part = isNegative ? withoutBrackets(value.field('argument')!) : value;
  const array = part.type === 'subscript' ? part.field('value') : undefined;
  const places = part.fields('subscript');
  if (!array || places.length !== 1 || places[0]!.text !== parameter) return undefined;
  return array.type === 'identifier' && array.text !== parameter ? { array, isNegative } : undefined;
}
