import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { isOutside, leave, occur, syntaxOf, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { isChanged } from './captured.ts';
import { changedAt, changeInPlace } from './changes.ts';
import { formatOfClass } from '../libraries/arrayClasses.ts';
import { classOf, isEmptyObject, objectKey, stored } from './elements.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { defineExpression, isFunction } from './functions.ts';
import { dottedName, readName, resolve } from './names.ts';
import { startOf } from './objectNumbers.ts';
import { hasNo, propertyOf } from './objects.ts';
import { isOwn, noteStore } from './ownership.ts';
import { combine } from './operators.ts';
import { isReadElsewhere } from './sharedNames.ts';
import { keepingSingles } from './singles.ts';
import { chainOf, partAt } from './subscripts.ts';
import { hasExponential } from '../../../terms/summedExponentials.ts';
import { withDefault } from '../../../terms/defaults.ts';
import { isNothing, nothingKey } from '../../shared/lower/nothing.ts';
import { lookUp, aliased } from '../../shared/lower/names.ts';

/** The right side of an assignment: an alias of a function or library stays one. */
export function lowerBinding(frame: Frame, node: SyntaxNode, depth: number): Binding {
  const bare = withoutBrackets(node);
  if (isFunction(bare)) return { kind: 'function', definition: defineExpression(frame, bare) };
  const alias = aliased(frame, resolve(frame, node));
  return alias ?? { kind: 'value', occurrence: lowerExpression(frame, node, depth) };
}

/** const a = x, b = y; */
export function lowerDeclaration(frame: Frame, node: SyntaxNode, depth: number): void {
  for (const declarator of node.named) {
    const target = declarator.type === 'variable_declarator' ? declarator.field('name') : undefined;
    if (!target) continue;
    const value = declarator.field('value');
    const absent = () => occur(frame, declarator, frame.store.opaque(nothingKey));
    const binding: Binding = value ? lowerBinding(frame, value, depth) : { kind: 'value', occurrence: absent() };
    if (binding.kind === 'library' && target.type === 'identifier' && isOutside(frame) && frame.own) {
      frame.session.imports.push({ name: target.text, path: binding.path, whole: undefined, node });
    }
    const mayGrow = value && target.type === 'identifier' && node.children[0]?.type !== 'const';
    bindTarget(frame, target, mayGrow ? asStart(frame, binding, value) : binding, depth);
  }
}

function asStart(frame: Frame, binding: Binding, value: SyntaxNode): Binding {
  return binding.kind === 'value' ? { ...binding, occurrence: startOf(frame, binding.occurrence, value) } : binding;
}

export function lowerAssignment(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const left = node.field('left');
  const right = node.field('right');
  if (!left || !right) return lowerOther(frame, node, depth);
  const binding = inFormatOf(frame, left, () => lowerBinding(frame, right, depth));
  bindTarget(frame, left, binding, depth);
  if (binding.kind !== 'value') return readName(frame, right, binding);
  return occur(frame, node, binding.occurrence.term, [binding.occurrence], { form: 'read' });
}

export function lowerAugmented(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const left = node.field('left');
  const right = node.field('right');
  if (!left || !right) return lowerOther(frame, node, depth);
  const operator = (node.field('operator')?.text ?? '').slice(0, -1);
  const before = lowerExpression(frame, left, depth);
  const operand = inFormatOf(frame, left, () => lowerExpression(frame, right, depth));
  const value = combine(frame, node, operator, before, operand);
  bindTarget(frame, left, { kind: 'value', occurrence: value }, depth);
  return value;
}

/** i++ */
export function lowerUpdate(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const argument = node.field('argument');
  if (!argument) return lowerOther(frame, node, depth);
  const before = lowerExpression(frame, argument, depth);
  const name = node.field('operator')?.text === '--' ? 'subtract' : 'add';
  const after = occur(frame, node, frame.store.binary(name, before.term, frame.store.constant(1)), [before]);
  bindTarget(frame, argument, { kind: 'value', occurrence: after }, depth);
  return after;
}

/** What is computed for an element of a typed array ends in the format of the array. */
function inFormatOf<T>(frame: Frame, target: SyntaxNode, lower: () => T): T {
  const { array } = target.type === 'subscript_expression' ? chainOf(target) : { array: undefined };
  const name = array && dottedName(array);
  const binding = name === undefined ? undefined : lookUp(frame, name);
  const type = binding?.kind === 'value' ? classOf(binding.occurrence.term) : undefined;
  return type !== undefined && formatOfClass(type) === 'float32' ? keepingSingles(frame, lower) : lower();
}

/** Gives a name, a property, an element or a pattern of them what it is assigned. */
export function bindTarget(frame: Frame, target: SyntaxNode, binding: Binding, depth: number): void {
  switch (target.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      frame.bind(target.text, binding);
      if (binding.kind === 'value' && frame.parent && isReadElsewhere(target)) leave(frame, binding.occurrence);
      return;
    case 'member_expression': {
      const name = dottedName(target);
      if (name !== undefined) frame.bind(name, binding);
      if (target.field('property')?.text === 'length') cutOff(frame, target, binding, depth);
      if (binding.kind === 'value') leave(frame, binding.occurrence);
      fillByName(frame, target, depth);
      return;
    }
    case 'subscript_expression':
      store(frame, target, binding, depth);
      return;
    case 'array_pattern':
      unpackArray(frame, target, binding, depth);
      return;
    case 'object_pattern':
      for (const part of target.named) unpackProperty(frame, part, binding, depth);
      return;
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const inner = target.field('left');
      const usual = target.field('right');
      // [a = 0] = x is an element that is there, as x[0] ?? 0 is.
      const isOther = usual !== undefined && target.parent?.type === 'array_pattern' && Number(usual.text) !== 0;
      if (inner) bindTarget(frame, inner, isOther ? unknownPart(frame, target, binding) : binding, depth);
      return;
    }
    case 'rest_pattern':
    case 'non_null_expression':
    case 'parenthesized_expression': {
      const [inner] = target.named;
      if (inner) bindTarget(frame, inner, unknownPart(frame, target, binding), depth);
      return;
    }
  }
}

/** e.none = 1 of an object that loops fill, or are about to: what all that is in it is computed from is no more told. */
function fillByName(frame: Frame, target: SyntaxNode, depth: number): void {
  const object = target.field('object');
  const name = object && dottedName(object);
  const held = name === undefined ? undefined : lookUp(frame, name);
  if (!object || name === undefined || held?.kind !== 'value') return;
  const { term } = held.occurrence;
  const isFilled = hasExponential(term) && !(term.kind === 'opaque' && term.key.startsWith(objectKey));
  if (isFilled || isEmptyObject(term)) {
    changeInPlace(frame, name, changedAt(frame, target, lowerExpression(frame, object, depth)));
  }
}

/** x.length = n: a list that is empty from now on, or one of which nothing is known. */
function cutOff(frame: Frame, target: SyntaxNode, binding: Binding, depth: number): void {
  const object = target.field('object');
  const name = object && dottedName(object);
  if (!object || name === undefined) return;
  const { store: terms } = frame;
  const isEmpty = binding.kind === 'value' && binding.occurrence.term === terms.constant(0);
  const before = lowerExpression(frame, object, depth);
  changeInPlace(frame, name, isEmpty ? occur(frame, target, terms.stack([])) : changedAt(frame, target, before));
}

/** x[i] = v: some elements of x are v from now on. */
function store(frame: Frame, target: SyntaxNode, binding: Binding, depth: number): void {
  if (binding.kind !== 'value') return;
  const { array, places: nodes } = chainOf(target);
  const places = nodes.map((node) => lowerExpression(frame, node, depth));
  const name = array && dottedName(array);
  const leaves = !array || name === undefined || !isOwn(frame, name, array);
  if (leaves) leave(frame, binding.occurrence);
  if (!array || name === undefined) return;
  const before = lowerExpression(frame, array, depth);
  const format = formatOfClass(classOf(before.term) ?? '');
  const { store: terms } = frame;
  const { term } = binding.occurrence;
  const value = format === undefined ? term : terms.cast(term, format);
  const changed = stored(terms, termsOf(places), value, before.term);
  const occurrence = occur(frame, target, changed, [...places, binding.occurrence, before]);
  if (leaves) {
    noteStore(frame, { target, places: termsOf(places), value: binding.occurrence }, occurrence, before);
  }
  changeInPlace(frame, name, occurrence);
}

function unpackArray(frame: Frame, target: SyntaxNode, binding: Binding, depth: number): void {
  // Holes count: [, b] = x.
  let index = 0;
  for (const child of target.children) {
    if (child.type === ',') index++;
    if (!target.named.includes(child)) continue;
    const place = frame.store.constant(index);
    const isRest = child.type === 'rest_pattern';
    const whole = binding.kind === 'value' && !isRest ? binding.occurrence : undefined;
    if (!whole) {
      bindTarget(frame, child, unknownPart(frame, child, binding), depth);
      continue;
    }
    const source = itemPlace(whole, index) ?? whole;
    const item = occur(frame, child, partAt(frame, whole.term, [place]), [source], { form: 'read' });
    bindTarget(frame, child, { kind: 'value', occurrence: item }, depth);
  }
}

/** Where the item of a written array stands, if it was written there and has so many. */
function itemPlace({ term, operands }: Occurrence, index: number): Occurrence | undefined {
  const item = term.kind === 'stack' ? term.items[index] : undefined;
  return item && operands[index]?.term === item ? operands[index] : undefined;
}

function unpackProperty(frame: Frame, part: SyntaxNode, binding: Binding, depth: number): void {
  const target = part.type === 'pair_pattern' ? part.field('value') : part;
  const key = (part.type === 'pair_pattern' ? part.field('key') : (part.field('left') ?? part))?.text;
  if (!target || key === undefined) return;
  if (part.type === 'rest_pattern') bindTarget(frame, part, unknownPart(frame, part, binding), depth);
  else if (binding.kind === 'library')
    bindTarget(frame, target, { kind: 'library', path: `${binding.path}.${key}` }, depth);
  else if (binding.kind === 'value') {
    const property = partOf(frame, part, binding.occurrence, key);
    const usual = part.type === 'object_assignment_pattern' ? part.field('right') : undefined;
    const inner = target.type === 'assignment_pattern' ? target.field('right') : usual;
    const occurrence = inner ? orDefault(frame, part, property, inner, depth) : property;
    bindTarget(frame, target, { kind: 'value', occurrence }, depth);
  }
}

/** A property of an object: what a name of its own was given, what it was written with, or nothing. */
function partOf(frame: Frame, node: SyntaxNode, object: Occurrence, key: string): Occurrence {
  const source = syntaxOf(object);
  const name = source?.type === 'identifier' ? source.text : undefined;
  const given = name === undefined ? undefined : lookUp(frame, `${name}.${key}`);
  if (given?.kind === 'value') return readName(frame, node, given);
  // What a scope further out keeps in an object may have been set to something else since.
  const isNear = name === undefined || frame.environment.get(name) !== undefined || !isChanged(frame, node, name, key);
  return isNear && hasNo(object.term, key)
    ? occur(frame, node, frame.store.opaque(nothingKey))
    : propertyOf(frame, node, object, key, isNear);
}

/** { temperature = 1 }: a property, or what stands there for one that is missing. */
function orDefault(frame: Frame, node: SyntaxNode, value: Occurrence, usual: SyntaxNode, depth: number): Occurrence {
  if (isFunction(usual)) return value;
  const { term, operands } = value;
  if (isNothing(term)) return lowerExpression(frame, usual, depth);
  const isUnknown = term.kind === 'opaque' && term.key.startsWith('attribute ');
  const other = isUnknown ? lowerExpression(frame, usual, depth) : undefined;
  if (other?.term.kind !== 'constant') return value;
  return occur(frame, node, withDefault(frame.store, term, other.term.value), [...operands]);
}

export function unknownPart(frame: Frame, node: SyntaxNode, binding: Binding): Binding {
  const sources = binding.kind === 'value' ? [binding.occurrence] : [];
  const key = `part ${frame.id} ${frame.session.ordinal(`${frame.id} part`)}`;
  return { kind: 'value', occurrence: occur(frame, node, frame.store.opaque(key, termsOf(sources)), sources) };
}
