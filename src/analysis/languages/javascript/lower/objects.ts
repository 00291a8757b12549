// Properties of values, and objects that are written out.
import { knownAxis } from '../../../terms/axis.ts';
import { pickOne, someOf } from '../../../terms/gathers.ts';
import { indices } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { occur, syntaxOf, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { ofEach } from './alternatives.ts';
import { isChanged } from './captured.ts';
import { withDefault } from '../../../terms/defaults.ts';
import { isNothing } from '../../shared/lower/nothing.ts';
import { isOverridden } from './implementations.ts';
import { getterName, getterOf } from './classes.ts';
import { inline } from './inline.ts';
import { lengthOf, noteKeyed, objectKey } from './elements.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { defineMethod } from './functions.ts';
import { readName, resolve } from './names.ts';
import { firstBy } from '../../shared/lower/keyedOrders.ts';
import { propertyOfRow } from './records.ts';
import { isLastPlace } from './subscripts.ts';

/** The same of objects that hold what others do, each of which stands in the key for its part. */
const openKey = 'objects ';
const spread = '...';

export function lowerMember(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const binding = resolve(frame, node);
  if (binding) return readName(frame, node, binding);
  const object = node.field('object');
  const name = node.field('property')?.text;
  if (!object || name === undefined) return lowerOther(frame, node, depth);
  const value = lowerExpression(frame, object, depth);
  const read = readByGetter(frame, node, value, name, depth);
  if (read) return read;
  // What a scope further out keeps in an object may have been set to something else since.
  const isNear =
    object.type !== 'this' &&
    (object.type !== 'identifier' ||
      frame.environment.get(object.text) !== undefined ||
      !isChanged(frame, node, object.text, name));
  return propertyOf(frame, node, value, name, isNear);
}

/** A property that a method of the class of an object gives whenever it is read. */
function readByGetter(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  name: string,
  depth: number,
): Occurrence | undefined {
  const callable = frame.session.callables.get(object.term);
  const isOne = callable?.kind === 'instance' && !isOverridden(frame, object, getterName(name), false);
  const getter = isOne ? getterOf(callable.of, name) : undefined;
  return getter && inline(frame, node, { definition: getter, receiver: object }, { all: [], spread: false }, depth);
}

/** A property of a value: its length, what an object has that is written out, or something not known. */
export function propertyOf(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  name: string,
  isNear = true,
): Occurrence {
  const { store } = frame;
  const { term } = object;
  const most = mostIn(frame, term, name);
  if (most) return occur(frame, node, most, [object]);
  if (name === 'length') return occur(frame, node, lengthOf(store, term), [object]);
  const end = isNear ? ofEnd(frame, node, term, name) : undefined;
  if (end) return occur(frame, node, end, [object]);
  const own = isNear ? written(term, name) : undefined;
  if (own && term.kind === 'opaque') {
    const place = object.operands[term.operands.indexOf(own)];
    return occur(frame, node, own, [place?.term === own ? place : object], { form: 'read' });
  }
  const chosen = isNear ? ofEach(store, term, (one) => written(one, name)) : undefined;
  if (chosen) return occur(frame, node, chosen, [object]);
  const ofRow = isNear ? propertyOfRow(frame, node, term, name, (row) => written(row, name)) : undefined;
  if (ofRow) return occur(frame, node, ofRow, [object]);
  const merged = isNear ? mergedProperty(store, term, name) : undefined;
  if (merged) return occur(frame, node, merged, [object]);
  const unknown = attributeOf(store, term, name);
  const initial = written(term, name);
  if (initial?.kind === 'constant') frame.session.callers.leave(unknown, initial);
  return occur(frame, node, unknown, [object]);
}

/** x[0].score of what is sorted by that, and of the last as well. */
function ofEnd(frame: Frame, node: SyntaxNode, object: Term, name: string): Term | undefined {
  const { store, nesting } = frame;
  const [place] = object.kind === 'gather' && object.key === pickOne ? object.indices : [];
  if (object.kind !== 'gather' || !place) return undefined;
  const isLast = isLastPlace(store, object.operand, place);
  if (!isLast && place !== store.constant(0)) return undefined;
  const part = (each: Term) =>
    ofEach(store, each, (one) => written(one, name)) ??
    propertyOfRow(frame, node, each, name, (row) => written(row, name)) ??
    attributeOf(store, each, name);
  return firstBy(store, object.operand, `.${name}`, nesting, part, isLast);
}

/** A property of an object that holds what others do: { ...defaults, ...given }, of which the last that has it counts. */
function mergedProperty(store: TermStore, term: Term, name: string): Term | undefined {
  if (term.kind !== 'opaque' || !term.key.startsWith(openKey)) return undefined;
  const keys = term.key.slice(openKey.length).split(' ');
  let given: Term | undefined;
  for (let index = keys.length - 1; index >= 0; index--) {
    const part = term.operands[index]!;
    const isSpread = keys[index] === spread;
    if (isSpread ? hasNo(part, name) : keys[index] !== name) continue;
    const found = isSpread ? (written(part, name) ?? mergedProperty(store, part, name)) : part;
    if (!found && given) return undefined;
    if (!found) given = attributeOf(store, part, name);
    else if (!given) return found;
    else return found.kind === 'constant' ? withDefault(store, given, found.value) : store.join([given, found]);
  }
  return given;
}

/** What stands in an object that is written out, by its names. */
export function propertiesIn(term: Term): readonly (readonly [string, Term])[] {
  if (term.kind !== 'opaque' || !term.key.startsWith(objectKey)) return [];
  const names = term.key.slice(objectKey.length).split(' ');
  return term.operands.map((operand, index) => [names[index]!, operand]);
}

/** What a name that is not known gives of an object that is written out: one of the values in it. */
export function anyOf(store: TermStore, term: Term): Term | undefined {
  if (term.kind !== 'opaque' || !term.key.startsWith(objectKey) || term.operands.length === 0) return undefined;
  return store.join(term.operands);
}

/** Whether an object that is written out has no property of that name. */
export function hasNo(term: Term, name: string): boolean {
  return isNothing(term) || (term.kind === 'opaque' && term.key.startsWith(objectKey) && !written(term, name));
}

/** A property of which nothing is known. */
export function attributeOf(store: TermStore, object: Term, name: string): Term {
  return store.opaque(`attribute ${name}`, [object]);
}

/** What stands for a name in an object that is written out and holds nothing of others. */
function written(term: Term, name: string): Term | undefined {
  if (term.kind !== 'opaque' || !term.key.startsWith(objectKey)) return undefined;
  return term.operands[term.key.slice(objectKey.length).split(' ').indexOf(name)];
}

const mostKey = 'item with the ';

/** The item of an array for which a function gives the most or the least. */
export function mostOf(
  frame: Frame,
  node: SyntaxNode,
  array: Occurrence,
  values: Occurrence,
  name: 'max' | 'min',
): Occurrence {
  return occur(frame, node, frame.store.gather(array.term, `${mostKey}${name}`, [values.term]), [array, values]);
}

/** A property of the item that has the most or the least of it. */
function mostIn({ store }: Frame, term: Term, name: string): Term | undefined {
  if (term.kind !== 'gather' || !term.key.startsWith(mostKey)) return undefined;
  const [values] = term.indices;
  const each = values?.kind === 'gather' && values.key === someOf ? values.operand : undefined;
  if (!values || each?.kind !== 'opaque' || each.key !== `attribute ${name}`) return undefined;
  const [element] = each.operands;
  if (element?.kind !== 'element' || element.of !== term.operand) return undefined;
  return store.reduce(term.key === `${mostKey}max` ? 'max' : 'min', values, knownAxis(0), false);
}

/** { a, b: x, f() { … } }; with anything else in it, it is not looked into. */
export function lowerObject(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const keys: string[] = [];
  const values: Occurrence[] = [];
  let plain = true;
  for (const part of node.named) {
    const key = part.type === 'pair' ? part.field('key')?.text : part.text;
    const value = part.type === 'pair' ? part.field('value') : part;
    if (part.type === 'method_definition') {
      const definition = defineMethod(frame, part);
      const name = part.field('name');
      if (definition.decoration !== 'none' || !name) continue;
      keys.push(name.text);
      values.push(readName(frame, name, { kind: 'function', definition }));
    } else if (part.type === 'spread_element' && part.named[0]) {
      plain = false;
      keys.push(spread);
      values.push(lowerExpression(frame, part.named[0], depth));
    } else if (key !== undefined && value) {
      keys.push(key.replace(/\s/g, ''));
      values.push(lowerExpression(frame, value, depth));
    }
  }
  const key = `${plain ? objectKey : openKey}${keys.join(' ')}`;
  return occur(frame, node, frame.store.opaque(key, termsOf(values)), values);
}

/** Object.assign({}, a, b): an object that holds what others do, the last that has it. */
export function mergedObject(frame: Frame, node: SyntaxNode, values: readonly Occurrence[]): Occurrence {
  const key = `${openKey}${values.map(() => spread).join(' ')}`;
  return occur(frame, node, frame.store.opaque(key, termsOf(values)), values);
}

/** What there is to go through in an object: its keys are those of an array of its values. */
export function partsOf(frame: Frame, node: SyntaxNode, what: 'keys' | 'values', object: Occurrence): Occurrence {
  const { store } = frame;
  const { term, operands } = object;
  if (what === 'keys') return occur(frame, node, indices(store, lengthOf(store, term)), [object]);
  // What others are spread into has more values than are written.
  if (term.kind !== 'opaque' || !term.key.startsWith(objectKey)) {
    noteKeyed(term);
    return occur(frame, node, term, [object], { form: 'read' });
  }
  return occur(frame, node, store.stack(term.operands), operands);
}

export function isObject(term: Term): boolean {
  return term.kind === 'opaque' && (term.key.startsWith(objectKey) || term.key.startsWith(openKey));
}

/** A function that an object has which is written out, or something of a library; in others that it holds, too. */
export function callableOf(
  frame: Frame,
  object: Occurrence,
  name: string,
  term: Term = object.term,
): Binding | undefined {
  const item = itemOf(term, name);
  const callable = item && frame.session.callables.get(item.term);
  if (callable?.kind === 'library') {
    if (!item?.isSpread) return { kind: 'library', path: callable.path };
    return frame.session.modules.find(frame.session, `${callable.path}.${name}`);
  }
  if (item?.isSpread) return callableOf(frame, object, name, item.term);
  if (callable?.kind !== 'function') return undefined;
  return { kind: 'function', definition: callable.definition, receiver: callable.receiver ?? object };
}

/** What an object has that is written out. */
export function memberOf(frame: Frame, object: Occurrence, name: string): Binding | undefined {
  const callable = callableOf(frame, object, name);
  const item = itemOf(object.term, name);
  const node = syntaxOf(object);
  if (callable || !item || item.isSpread || !node) return callable;
  return { kind: 'value', occurrence: occur(frame, node, item.term, [object], { form: 'read' }) };
}

/** What stands for a name in an object, the last first; of what it holds of another object, that other. */
function itemOf(term: Term, name: string): { readonly term: Term; readonly isSpread: boolean } | undefined {
  if (term.kind !== 'opaque' || !isObject(term)) return undefined;
  const keys = term.key.slice(term.key.indexOf(' ') + 1).split(' ');
  const index = Math.max(keys.lastIndexOf(name), keys.lastIndexOf(spread));
  const item = term.operands[index];
  return item && { term: item, isSpread: keys[index] === spread };
}
