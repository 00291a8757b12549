// What a key function takes of each element, and what the first of those in its order has of that.
import { pickOne } from '../../../terms/gathers.ts';
import type { Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { firstBy, type Order } from '../../shared/lower/keyedOrders.ts';
import { oneName } from '../names.ts';
import { bareText } from './bareText.ts';
import { stringText } from './literals.ts';

/**
 * The order that a key puts elements in: lambda item: item.score, lambda item: -item["score"], itemgetter(1); undefined of keys that
 * compute more.
 * @param isDown - whether what has the largest key comes first, `reverse=True`
 */
export function orderBy(key: SyntaxNode, isDown: boolean): Order | undefined {
  if (key.type === 'call') {
    const by = givenBy(key);
    return by === undefined ? undefined : { by, isUp: !isDown };
  }
  const parameter = key.type === 'lambda' ? key.field('parameters')?.text : undefined;
  const body = key.field('body');
  if (parameter === undefined || !body || !oneName.test(parameter)) return undefined;
  const value = withoutBrackets(body);
  const isNegative = value.type === 'unary_operator' && value.field('operator')?.text === '-';
  const by = partOf(isNegative ? withoutBrackets(value.field('argument')!) : value, parameter);
  return by === undefined ? undefined : { by, isUp: isNegative === isDown };
}

/** `[1]` of operator.itemgetter(1), `.score` of attrgetter('score') */
function givenBy(key: SyntaxNode): string | undefined {
  const getter = /(?:^|\.)(item|attr)getter$/.exec(bareText(key.field('function')))?.[1];
  const [given, ...others] = (key.field('arguments')?.named ?? []).filter(({ type }) => type !== 'comment');
  if (getter === undefined || !given || others.length > 0) return undefined;
  const argument = withoutBrackets(given);
  const name = argument.type === 'string' ? stringText(argument.text) : undefined;
  if (getter === 'attr') return name !== undefined && oneName.test(name) ? `.${name}` : undefined;
  return indexBy(argument);
}

function partOf(value: SyntaxNode, parameter: string): string | undefined {
  if (value.type === 'identifier') return value.text === parameter ? '' : undefined;
  if (value.type === 'attribute') {
    const name = bareText(value.field('object')) === parameter ? value.field('attribute')?.text : undefined;
    return name === undefined ? undefined : `.${name}`;
  }
  const [index, ...others] = value.type === 'subscript' ? value.fields('subscript') : [];
  return index && others.length === 0 && bareText(value.field('value')) === parameter ? indexBy(index) : undefined;
}

function indexBy(place: SyntaxNode): string | undefined {
  const index = withoutBrackets(place);
  if (index.type === 'integer') return `[${index.text}]`;
  const name = index.type === 'string' ? stringText(index.text) : undefined;
  return name === undefined ? undefined : `["${name}"]`;
}

/**
 * What the first of a sequence in order, or the last, has of what it is in the order of.
 * @param end - of the sequence, `ordered[0]`
 * @param by - `.score`
 * @param part - what an element has of it
 */
export function ofEnd({ store, nesting }: Frame, end: Term, by: string, part: (each: Term) => Term): Term | undefined {
  if (end.kind !== 'gather' || end.key !== pickOne || end.indices.length !== 1) return undefined;
  const [place] = end.indices;
  const isLast = place === store.constant(-1);
  return isLast || place === store.constant(0) ? firstBy(store, end.operand, by, nesting, part, isLast) : undefined;
}

/** The same of an index into it: ordered[0][1], ordered[0]["score"] */
export function entryOfEnd(frame: Frame, end: Term, index: Term): Term | undefined {
  const text = textOf(index);
  const by = index.kind === 'constant' ? `[${index.value}]` : text === undefined ? undefined : `["${text}"]`;
  if (by === undefined) return undefined;
  return ofEnd(frame, end, by, (each) => frame.store.gather(each, pickOne, [index]));
}
