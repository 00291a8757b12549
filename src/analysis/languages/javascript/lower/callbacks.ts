// Functions that an array method calls for each element: written at the call, of the text, or of a library.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { apply } from '../../shared/lower/apply.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { findFunction } from '../libraries/index.ts';
import { bindTarget } from './assignments.ts';
import { lowerBlock } from './blocks.ts';
import { lowerExpression } from './expressions.ts';
import { isFunction } from './functions.ts';
import { hoist } from './hoisting.ts';
import { inline } from './inline.ts';
import { stringText } from './literals.ts';
import { resolve } from './names.ts';
import { propertyOf } from './objects.ts';
import { addPattern, declaredNames } from './ownNames.ts';
import { parametersOf } from './parameters.ts';
import { familyHere } from './singles.ts';
import { nothingKey } from '../../shared/lower/nothing.ts';

export type Callback =
  /** Lowered in the scope around it, as it runs there and then. */
  | { readonly kind: 'written'; readonly node: SyntaxNode }
  | {
      readonly kind: 'function';
      readonly definition: FunctionDefinition;
      readonly receiver?: Occurrence | undefined;
      readonly node: SyntaxNode;
    }
  | { readonly kind: 'library'; readonly path: string; readonly node: SyntaxNode }
  /** Of lodash: a property's name is a function that reads it. */
  | { readonly kind: 'property'; readonly name: string; readonly node: SyntaxNode };

export function callbackOf(frame: Frame, written: SyntaxNode): Callback | undefined {
  const node = withoutBrackets(written);
  if (isFunction(node)) {
    const isMarked = node.children.some(({ type }) => type === 'async' || type === '*');
    return isMarked ? undefined : { kind: 'written', node };
  }
  const name = node.type === 'string' ? stringText(node.text) : undefined;
  if (name !== undefined) return { kind: 'property', name, node };
  const binding = resolve(frame, node);
  if (binding?.kind === 'library') return { kind: 'library', path: binding.path, node };
  return binding?.kind === 'function' ? { ...binding, node } : undefined;
}

/** The code that runs for each element, to see what it changes. */
export function bodyOf(callback: Callback): SyntaxNode | undefined {
  return callback.kind === 'written' ? callback.node.field('body') : undefined;
}

/** How many parameters a callback has that is written out. */
export function parameterName(callback: Callback, index: number): string | undefined {
  if (callback.kind !== 'written') return undefined;
  const pattern = parametersOf(callback.node)[index]?.pattern;
  return pattern?.type === 'identifier' ? pattern.text : undefined;
}

const references = new WeakMap<Occurrence, SyntaxNode>();

/** The function that is called with an element without the call being written: `Math.exp` in `x.map(Math.exp)`. */
export function referenceWith(element: Occurrence): SyntaxNode | undefined {
  return references.get(element);
}

/** @returns what one call gives; undefined where that is not known */
export function runCallback(
  frame: Frame,
  callback: Callback,
  given: readonly Occurrence[],
  depth: number,
): Occurrence | undefined {
  const { node } = callback;
  switch (callback.kind) {
    case 'written':
      return runHere(frame, node, given, depth);
    case 'function': {
      if (given[0]) references.set(given[0], node);
      const all = given.map((value) => ({ keyword: undefined, node, value }));
      return inline(frame, node, callback, { all, spread: false }, depth);
    }
    case 'property':
      return given[0] && propertyOf(frame, node, given[0], callback.name, false);
    case 'library': {
      const known = findFunction(callback.path);
      const [value] = given;
      if (!known || !value) return undefined;
      references.set(value, node);
      const family = familyHere(frame, known.family);
      const taken = known.operation.does === 'binary' ? given.slice(0, 2) : [value];
      const all = taken.map((each) => ({ keyword: undefined, node, value: each }));
      return apply(frame, node, { ...known, family }, { all, spread: false });
    }
  }
}

const depths = new WeakMap<Frame, number>();

/** Whether what is lowered right now is a callback in the scope around it: its returns are not those of the scope. */
export function isInCallback(frame: Frame): boolean {
  return (depths.get(frame) ?? 0) > 0;
}

function runHere(frame: Frame, node: SyntaxNode, given: readonly Occurrence[], depth: number): Occurrence | undefined {
  const body = node.field('body');
  if (!body) return undefined;
  const names = new Set(body.type === 'statement_block' ? declaredNames(body) : []);
  const parameters = parametersOf(node);
  for (const { pattern } of parameters) addPattern(names, pattern);
  const before = [...names].map((name) => [name, frame.environment.get(name)] as const);
  for (const [index, { pattern }] of parameters.entries()) {
    const occurrence = given[index] ?? occur(frame, pattern, frame.store.opaque(nothingKey));
    bindTarget(frame, pattern, { kind: 'value', occurrence }, depth);
  }
  const value = body.type === 'statement_block' ? returnedBy(frame, body, depth) : lowerExpression(frame, body, depth);
  for (const [name, binding] of before) frame.environment.set(name, binding);
  return value;
}

function returnedBy(frame: Frame, body: SyntaxNode, depth: number): Occurrence | undefined {
  const outer = frame.returned.splice(0);
  const { returns } = frame;
  const loops = frame.loops.splice(0);
  depths.set(frame, (depths.get(frame) ?? 0) + 1);
  hoist(frame, body);
  lowerBlock(frame, body, depth);
  depths.set(frame, depths.get(frame)! - 1);
  const returned = frame.returned.splice(0);
  frame.returned.push(...outer);
  frame.loops.push(...loops);
  frame.returns = returns;
  frame.environment.ended = undefined;
  const [first] = returned;
  if (!first || returned.length === 1) return first;
  return occur(frame, body, frame.store.join(returned.map(({ term }) => term)), returned, { form: 'join' });
}
