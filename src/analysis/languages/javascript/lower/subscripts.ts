import type { Occurrence } from '../../../terms/occurrence.ts';
import { isAppended } from '../../../terms/appended.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { firstBy } from '../../shared/lower/keyedOrders.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { isAside } from './aside.ts';
import { elementAt, lengthOf } from './elements.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { stringText } from './literals.ts';
import { anyOf, propertyOf } from './objects.ts';

/** x[i], and x[i][j] as two places of x. */
export function lowerSubscript(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const { array, places: nodes } = chainOf(node);
  if (!array || nodes.length === 0) return lowerOther(frame, node, depth);
  const object = lowerExpression(frame, array, depth);
  const [only] = nodes;
  const property = nodes.length === 1 && only?.type === 'string' ? stringText(only.text) : undefined;
  if (property !== undefined) return propertyOf(frame, node, object, property);
  const places = nodes.map((place) => lowerExpression(frame, place, depth));
  if (isAside(node)) {
    // What it is changes with the rounds; what those store does not depend on it.
    const key = `element aside ${frame.id} ${frame.session.ordinal(`${frame.id} element aside`)}`;
    return occur(frame, node, frame.store.opaque(key, termsOf(places)), [object, ...places]);
  }
  const any = places.length === 1 ? anyOf(frame.store, object.term) : undefined;
  if (any) return occur(frame, node, any, [object, ...places]);
  // There is nothing at [-1].
  const isOutside = places.some(({ term }) => term.kind === 'constant' && term.value < 0);
  const part = isOutside ? frame.store.opaque('absent') : partAt(frame, object.term, termsOf(places));
  return occur(frame, node, part, [object, ...places]);
}

/** What stands at some places of an array, one in each other. */
export function partAt(frame: Frame, array: Term, places: readonly Term[]): Term {
  return lastAppended(frame, array, places) ?? endAt(frame, array, places) ?? elementAt(frame.store, array, places);
}

/** Whether a place is that of the last element: x[x.length - 1], x.at(-1). */
export function isLastPlace(store: TermStore, array: Term, place: Term): boolean {
  return place === store.constant(-1) || place === store.binary('subtract', lengthOf(store, array), store.constant(1));
}

/** The item that was appended last: e[e.length - 1] */
function lastAppended({ store }: Frame, array: Term, [place, ...others]: readonly Term[]): Term | undefined {
  if (array.kind !== 'opaque' || !isAppended(array) || !place || others.length > 0) return undefined;
  return isLastPlace(store, array, place) ? array.operands[1] : undefined;
}

/** x[0] of what is sorted, and x[0][1] of what is sorted by [1]; the last of them as well. */
function endAt({ store, nesting }: Frame, array: Term, [place, part, ...others]: readonly Term[]): Term | undefined {
  if (!place || others.length > 0 || (part && part.kind !== 'constant')) return undefined;
  const isLast = isLastPlace(store, array, place);
  if (!isLast && place !== store.constant(0)) return undefined;
  const by = part ? `[${part.value}]` : '';
  return firstBy(store, array, by, nesting, (each) => (part ? elementAt(store, each, [part]) : each), isLast);
}

/** The array of a chain of subscripts, and the places in it from the outermost array on. */
export function chainOf(node: SyntaxNode): { array: SyntaxNode | undefined; places: readonly SyntaxNode[] } {
  const places: SyntaxNode[] = [];
  let array: SyntaxNode | undefined = node;
  while (array?.type === 'subscript_expression' || array?.type === 'non_null_expression') {
    if (array.type === 'subscript_expression') {
      const place = array.field('index');
      if (place) places.unshift(place);
      array = array.field('object');
    } else [array] = array.named;
  }
  return { array, places };
}
