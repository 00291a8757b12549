// Calls of functions of the same text: the body is lowered again with the arguments in place of the parameters.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding, FunctionDefinition } from '../../shared/lower/binding.ts';
import type { Environment } from '../../shared/lower/environment.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { bindTarget } from './assignments.ts';
import type { Arguments } from './arguments.ts';
import { passChanges } from './changes.ts';
import { isAwaited } from './awaited.ts';
import { lowerExpression } from './expressions.ts';
import { bodyFrame, lowerBody } from './functions.ts';
import {
  callFrame,
  give,
  giveUnfollowed,
  giveIn,
  mayFollow,
  noteCall,
  parameterTerm,
  returnedValue,
  type Followed as FollowedFunction,
} from '../../shared/lower/inlining.ts';
import { attributeOf, propertiesIn } from './objects.ts';
import { isScope } from './ownNames.ts';
import { parametersOf } from './parameters.ts';
import { nothingKey } from '../../shared/lower/nothing.ts';

/** A function to be followed, of an object that may have a name where the call stands. */
export interface Followed extends FollowedFunction {
  /** A dotted name. */
  readonly name?: string | undefined;
}

/** The value of a call, at the place of the call; undefined if the function is not one to be followed. */
export function inline(
  frame: Frame,
  call: SyntaxNode,
  followed: Followed,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  const inner = enter(frame, call, followed, args, depth);
  if (!inner) return undefined;
  if (followed.name !== undefined) passProperties(frame, inner, followed.name);
  return returnedValue(frame, call, inner);
}

/** What a method leaves in the properties of its object. */
export function ownProperties({ environment }: Frame): readonly [string, Binding | undefined][] {
  return propertiesNamed(environment, 'this');
}

/** What a method has left in the properties of its object is there after the call. */
export function passProperties(frame: Frame, inner: Frame, object: string): void {
  for (const [name, binding] of ownProperties(inner)) frame.bind(`${object}.${name}`, binding);
}

/** What the properties of an object are where a method of it is called. */
function takeProperties({ environment }: Frame, inner: Frame, object: string): void {
  for (const [name, binding] of propertiesNamed(environment, object)) inner.environment.set(`this.${name}`, binding);
}

function propertiesNamed(environment: Environment, object: string): readonly [string, Binding | undefined][] {
  const prefix = `${object}.`;
  const names = environment.names().filter((name) => name.startsWith(prefix));
  return names.map((name) => [name.slice(prefix.length), environment.get(name)]);
}

/** The scope of a call at its end; undefined if the function is not one to be followed. */
export function enter(
  frame: Frame,
  call: SyntaxNode,
  followed: Followed,
  args: Arguments,
  depth: number,
): Frame | undefined {
  const inner = entered(frame, call, followed, args, depth);
  if (!inner) {
    const names = parametersOf(followed.definition.node).map(({ name }) => name);
    giveUnfollowed(frame, followed.definition, names, args);
  }
  noteCall(frame, followed.definition, inner);
  return inner;
}

function entered(
  frame: Frame,
  call: SyntaxNode,
  { definition, receiver, name }: Followed,
  args: Arguments,
  depth: number,
): Frame | undefined {
  if (!mayFollow(frame, args, definition) || !isPlain(definition)) return undefined;
  if (isAsync(definition) && !isAwaited(call)) return undefined;
  const inner = callFrame(frame, definition, bodyFrame);
  if (receiver) {
    inner.bind('this', { kind: 'value', occurrence: receiver });
    if (name !== undefined) takeProperties(frame, inner, name);
  }
  bindParameters(inner, call, definition, args, depth);
  lowerBody(inner, definition);
  passChanges(
    frame,
    inner,
    call,
    args.all.map(({ value }) => value),
    definition,
  );
  return inner;
}

const plain = new WeakMap<SyntaxNode, boolean>();

/** What it gives is there once that is awaited. */
function isAsync({ node }: FunctionDefinition): boolean {
  return node.children.some(({ type }) => type === 'async');
}

/** No generator, nor run by writing a property. */
function isPlain({ node, decoration }: FunctionDefinition): boolean {
  const known = plain.get(node);
  if (known !== undefined) return known;
  const isMarked = node.children.some(({ type }) => type === '*');
  const found = decoration !== 'unknown' && !isMarked && !yields(node);
  plain.set(node, found);
  return found;
}

function yields(definition: SyntaxNode): boolean {
  const queue = [...definition.named];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'yield_expression') return true;
    if (!isScope(node)) queue.push(...node.named);
  }
  return false;
}

/** Parameters without an argument have their default, or are undefined. */
function bindParameters(
  inner: Frame,
  call: SyntaxNode,
  definition: FunctionDefinition,
  args: Arguments,
  depth: number,
): void {
  const { store } = inner;
  const given = args.all.map(({ value }) => value);
  for (const [index, parameter] of parametersOf(definition.node).entries()) {
    const { pattern } = parameter;
    if (parameter.collects) {
      const rest = given.slice(index);
      const list = occur(inner, call, store.stack(termsOf(rest)), rest);
      if (pattern.named[0]) bindTarget(inner, pattern.named[0], { kind: 'value', occurrence: list }, depth);
      continue;
    }
    const otherwise = () =>
      parameter.default
        ? lowerExpression(inner, parameter.default, depth)
        : occur(inner, call, store.opaque(nothingKey));
    const occurrence = given[index] ?? otherwise();
    bindTarget(inner, pattern, { kind: 'value', occurrence }, depth);
    if (parameter.isProperty) inner.bind(`this.${parameter.name}`, { kind: 'value', occurrence });
    give(inner, definition, parameter.name, occurrence);
    const term = parameterTerm(inner, definition, parameter.name);
    for (const [name, value] of propertiesIn(occurrence.term)) {
      giveIn(inner, definition, attributeOf(store, term, name), value);
    }
  }
}
