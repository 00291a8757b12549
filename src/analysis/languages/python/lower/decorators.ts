// What decorators make of the function under them.
import { keepsValue } from '../libraries/decorators.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument } from '../../shared/lower/arguments.ts';
import type { Binding, Decoration, FunctionDefinition } from '../../shared/lower/binding.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { readName, resolve } from './names.ts';
import { callAny } from './transforms.ts';
import { lowerExpression } from './expressions.ts';

const ownKinds: Readonly<Record<string, Decoration>> = {
  staticmethod: 'static',
  classmethod: 'class',
  property: 'property',
};

/** @param node - the definition with its decorators around it */
export function decorationOf(frame: Frame, node: SyntaxNode): Decoration {
  let decoration: Decoration = 'none';
  for (const child of node.named) {
    const [expression] = child.type === 'decorator' ? child.named : [];
    if (!expression) continue;
    const found = decorator(frame, expression);
    if (found === 'unknown') return 'unknown';
    if (found !== 'none') decoration = found;
  }
  return decoration;
}

/** Whether a function is what is done when a property is set or deleted: its name stays that of the property. */
export function isSetter(node: SyntaxNode): boolean {
  return node.named.some(({ type, named: [expression] }) => {
    const attribute = type === 'decorator' ? expression?.field('attribute')?.text : undefined;
    return attribute === 'setter' || attribute === 'deleter';
  });
}

/**
 * What functions of the text make of the function under them, which they are called with, the nearest first; undefined where one is
 * not followed, or makes anything but a function of it.
 */
export function decorated(
  frame: Frame,
  node: SyntaxNode,
  definition: FunctionDefinition,
  depth: number,
): Binding | undefined {
  const expressions = node.named.flatMap(({ type, named: [expression] }) =>
    type === 'decorator' && expression ? expression : [],
  );
  const own = expressions.filter((expression) => decorator(frame, expression) !== 'none');
  if (!own.every((expression) => isOfText(frame, expression))) return undefined;
  definition.decoration = 'none';
  // What stands in the function itself is of the function, and not of what is around it.
  const nearest = own.at(-1);
  let value: Occurrence | undefined = nearest && readName(frame, nearest, { kind: 'function', definition });
  for (const expression of own.reverse()) {
    if (!value) break;
    const all: readonly Argument[] = [{ keyword: undefined, node: expression, value }];
    value = callAny(frame, expression, lowerExpression(frame, expression, depth), { all, spread: false }, depth);
  }
  const made = value && frame.session.callables.get(value.term);
  if (made?.kind === 'function' && !made.receiver) return { kind: 'function', definition: made.definition };
  definition.decoration = 'unknown';
  return undefined;
}

function isOfText(frame: Frame, expression: SyntaxNode): boolean {
  const called = expression.type === 'call' ? expression.field('function') : expression;
  return called !== undefined && resolve(frame, called)?.kind === 'function';
}

function decorator(frame: Frame, expression: SyntaxNode): Decoration {
  const called = expression.type === 'call' ? expression.field('function') : expression;
  if (!called) return 'unknown';
  const binding = resolve(frame, called);
  if (!binding) return Object.hasOwn(ownKinds, called.text) ? ownKinds[called.text]! : 'unknown';
  if (binding.kind !== 'library') return 'unknown';
  if (binding.path === 'functools.cached_property') return 'property';
  if (binding.path === 'functools.partial') {
    const [first] = expression.field('arguments')?.named ?? [];
    return first ? decorator(frame, first) : 'unknown';
  }
  return keepsValue(binding.path) ? 'none' : 'unknown';
}
