// Maps, and objects by their entries: a key stands for the place of its value.
import { unit } from '../../../terms/bounds/interval.ts';
import { elementsIn, listOf } from '../../../terms/elements.ts';
import { someOf } from '../../../terms/gathers.ts';
import { indices } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { leave, occur, syntaxOf, type Frame } from '../../shared/lower/frame.ts';
import { liftElements } from '../../shared/lower/loopSummary.ts';
import { bareText } from './bareText.ts';
import { changeInPlace, originOf } from './changes.ts';
import { elementAt, lengthOf, noteKeyed, objectKey, stored } from './elements.ts';
import { lowerExpression } from './expressions.ts';
import { dottedName } from './names.ts';
import { isOwn } from './ownership.ts';

const entriesKey = 'entries';

/** The entries of an object or a Map, whose values a term is. */
export function entriesOf(store: TermStore, values: Term): Term {
  noteKeyed(values);
  return store.opaque(entriesKey, [values]);
}

/** What stands in pairs of keys and values: the list of the ones or the others. */
export function partOfPairs(store: TermStore, term: Term, part: number): Term | undefined {
  if (term.kind === 'opaque' && term.key === entriesKey) {
    const [values] = term.operands;
    return part === 1 ? values : indices(store, lengthOf(store, values!));
  }
  const pair = term.kind === 'gather' && term.key === someOf ? term.operand : undefined;
  const item = pair?.kind === 'stack' && pair.items.length === 2 ? pair.items[part] : undefined;
  if (!pair || !item) return undefined;
  const nesting = Math.max(...[...elementsIn(pair)].map((element) => element.nesting));
  return liftElements(store, item, nesting) ?? listOf(store, item, nesting);
}

/** Whether a value is a Map: it was made as one, or is a parameter of that type. */
export function isMap(value: Occurrence): boolean {
  return isOfClass(value, 'Map', 'get|has|values');
}

/**
 * Whether a value was made as one of a class, or is a parameter of that type.
 * @param methods - those that say it of a parameter that has no type
 */
function isOfClass(value: Occurrence, name: string, methods: string): boolean {
  const node = syntaxOf(originOf(value));
  if (node?.type === 'new_expression') return node.field('constructor')?.text === name;
  const parameter = node?.type === 'identifier' && node.parent?.field('pattern') === node ? node.parent : node;
  const type = parameter?.field('type');
  if (type) return new RegExp(`^:(?:Readonly)?${name}<`).test(bareText(type));
  const own = parameter?.field('pattern') ?? parameter;
  const list = parameter?.parent;
  const body =
    own?.type === 'identifier' && list?.type === 'formal_parameters' ? list.parent?.field('body') : undefined;
  return body ? new RegExp(`(?<![\\w$.])${own!.text}\\.(?:${methods})\\(`).test(bareText(body)) : false;
}

/** new Map(), new Map(pairs), Object.fromEntries(pairs) */
export function madeOfPairs(frame: Frame, node: SyntaxNode, pairs: Occurrence | undefined): Occurrence | undefined {
  const { store } = frame;
  if (!pairs) return occur(frame, node, store.opaque(objectKey));
  const values = partOfPairs(store, pairs.term, 1);
  if (!values) return undefined;
  noteKeyed(values);
  const made = occur(frame, node, values, [pairs]);
  const keys = partOfPairs(store, pairs.term, 0);
  if (keys) keysOf.set(made, keys);
  return made;
}

/** The keys of what was made of pairs. */
const keysOf = new WeakMap<Occurrence, Term>();

/** What stands at a key: beside it, where that is one of those that a Map was made with, and has not been changed since. */
function valueAt(store: TermStore, map: Occurrence, place: Term): Term {
  const made = originOf(map);
  const keys = made.term === map.term ? keysOf.get(made) : undefined;
  if (keys && place.kind === 'element' && place.of === keys) return store.element(map.term, place.nesting);
  return elementAt(store, map.term, [place]);
}

const numberOfArguments: Readonly<Record<string, number>> = { set: 2, get: 1, has: 1, entries: 0 };

/** m.set(k, v), m.get(k), m.has(k), m.entries() */
export function mapMethod(
  frame: Frame,
  node: SyntaxNode,
  name: string,
  map: Occurrence,
  code: SyntaxNode,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  // Two places, x.get(i, j), are those of a matrix.
  if (args.length !== numberOfArguments[name]) return undefined;
  if (!isMap(map) && !(name === 'has' && isOfClass(map, 'Set', 'has'))) return undefined;
  const { store } = frame;
  noteKeyed(map.term);
  const [place, value] = args.map((arg) => lowerExpression(frame, arg, depth));
  if (name === 'entries') return occur(frame, node, entriesOf(store, map.term), [map]);
  if (!place) return undefined;
  if (name === 'has')
    return occur(frame, node, store.opaque('method has', [map.term, place.term], { range: unit, says: 'member' }), [
      map,
      place,
    ]);
  if (name === 'get') return occur(frame, node, valueAt(store, map, place.term), [map, place]);
  const held = dottedName(code);
  if (!value || held === undefined) return undefined;
  if (!isOwn(frame, held, code)) leave(frame, value);
  const after = occur(frame, node, stored(store, [place.term], value.term, map.term), [place, value, map]);
  noteKeyed(after.term);
  changeInPlace(frame, held, after);
  return after;
}
