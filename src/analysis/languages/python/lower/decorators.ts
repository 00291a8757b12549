// What decorators make of the function under them.
import { keepsValue } from '../libraries/decorators.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Decoration } from '../../shared/lower/binding.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { resolve } from './names.ts';

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
