// Arrays of objects that a callback makes of each element: rows[i].prob is what the callback gives it, for all of them, at i.
import { eachOf, elementsIn } from '../../../terms/elements.ts';
import { pickOne, sortedRow, upTo } from '../../../terms/gathers.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { GatherTerm, Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { keyedOrderOf } from '../../shared/lower/keyedOrders.ts';
import { liftElements } from '../../shared/lower/loopSummary.ts';
import { isFunction } from './functions.ts';

/**
 * A property of one of such objects, as the same pick of the array of those properties; undefined where the objects are not seen to be
 * made so, or one of them is given another value of that name somewhere.
 * @param propertyOf - what an object that is written out has of that name
 */
export function propertyOfRow(
  { store }: Frame,
  node: SyntaxNode,
  object: Term,
  name: string,
  propertyOf: (row: Term) => Term | undefined,
): Term | undefined {
  const rows = rowsOf(object);
  const { made, layers } = madeIn(rows ?? object);
  const row = rows && eachOf(made);
  const value = row && propertyOf(row);
  if (!value || isSet(node, name)) return undefined;
  // Those of loops around it are the same for all: what the callback is for is the innermost.
  const nesting = Math.max(...[...elementsIn(row)].map((element) => element.nesting));
  const values = liftElements(store, value, nesting) ?? value;
  if ([...elementsIn(values)].some((element) => element.nesting === nesting)) return undefined;
  // What is the same for all of them.
  if (values === value) return value;
  const list = layers.reduceRight((all, layer) => again(store, all, layer, name), values);
  return object.kind === 'element'
    ? store.element(list, object.nesting)
    : store.gather(list, pickOne, (object as GatherTerm).indices);
}

function rowsOf(object: Term): Term | undefined {
  if (object.kind === 'element') return object.of;
  return object.kind === 'gather' && object.key === pickOne && object.indices.length === 1 ? object.operand : undefined;
}

/** What an array was before it was put in order or its first elements were taken, and by which steps, the last of them first. */
function madeIn(array: Term): { readonly made: Term; readonly layers: readonly GatherTerm[] } {
  const layers: GatherTerm[] = [];
  let made = array;
  while (made.kind === 'gather' && (made.key === upTo || keyedOrderOf(made))) {
    layers.push(made);
    made = made.operand;
  }
  return { made, layers };
}

/** The same step with the array of one property. */
function again(store: TermStore, values: Term, layer: GatherTerm, name: string): Term {
  const order = layer.key === upTo ? undefined : keyedOrderOf(layer);
  return store.gather(values, order?.by === `.${name}` && !order.isUp ? sortedRow : layer.key, layer.indices);
}

/** Whether the function around gives a property of that name another value. */
function isSet(node: SyntaxNode, name: string): boolean {
  let around = node;
  for (let at: SyntaxNode | undefined = node; at; at = at.parent)
    if (at.type === 'function_declaration' || at.type === 'method_definition' || isFunction(at)) around = at;
  const escaped = name.replace(/\$/g, '\\$&');
  return new RegExp(`\\.${escaped}\\s*(?:[-+*/%]|\\*\\*|\\?\\?|\\|\\||&&)?=(?![=>])`).test(around.text);
}
