// Properties of values, and objects that are written out.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { lengthOf } from './elements.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { defineMethod } from './functions.ts';
import { readName, resolve } from './names.ts';

const objectKey = 'object ';

export function lowerMember(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const binding = resolve(frame, node);
  if (binding) return readName(frame, node, binding);
  const object = node.field('object');
  const name = node.field('property')?.text;
  if (!object || name === undefined) return lowerOther(frame, node, depth);
  const value = lowerExpression(frame, object, depth);
  // What a scope further out keeps in an object may have been set to something else since.
  const isNear = object.type !== 'identifier' || frame.environment.get(object.text) !== undefined;
  return propertyOf(frame, node, value, name, isNear);
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
  if (name === 'length') return occur(frame, node, lengthOf(store, term), [object]);
  const keys =
    isNear && term.kind === 'opaque' && term.key.startsWith(objectKey)
      ? term.key.slice(objectKey.length).split(' ')
      : [];
  const index = keys.indexOf(name);
  if (term.kind === 'opaque' && index >= 0) {
    const source = object.operands[index]?.term === term.operands[index] ? object.operands[index]! : object;
    return occur(frame, node, term.operands[index]!, [source], { form: 'read' });
  }
  return occur(frame, node, store.opaque(`attribute ${name}`, [term]), [object]);
}

/** { a, b: x, f() { … } }; with anything else in it, it is not looked into. */
export function lowerObject(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const keys: string[] = [];
  const values: Occurrence[] = [];
  let plain = true;
  for (const part of node.named) {
    const key = part.type === 'pair' ? part.field('key')?.text : part.text;
    const value = part.type === 'pair' ? part.field('value') : part;
    if (part.type === 'method_definition') defineMethod(frame, part);
    else if (part.type === 'spread_element' && part.named[0]) {
      plain = false;
      values.push(lowerExpression(frame, part.named[0], depth));
    } else if (key !== undefined && value) {
      keys.push(key.replace(/\s/g, ''));
      values.push(lowerExpression(frame, value, depth));
    }
  }
  const key = plain ? `${objectKey}${keys.join(' ')}` : `objects ${keys.join(' ')}`;
  return occur(frame, node, frame.store.opaque(key, termsOf(values)), values);
}
