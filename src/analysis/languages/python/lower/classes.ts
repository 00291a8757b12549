import type { SyntaxNode } from '../../syntax.ts';
import { defineClass, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { resolve } from './names.ts';
import { lowerBlock } from './statements.ts';
import type { Frame } from '../../shared/lower/frame.ts';

export function lowerClass(frame: Frame, node: SyntaxNode, depth: number): void {
  const name = node.field('name')?.text ?? '';
  const { frame: inner, occurrence } = defineClass(frame, node, name, () => basesOf(frame, node));
  const body = node.field('body');
  if (body) lowerBlock(inner, body, depth);
  frame.bind(name, { kind: 'value', occurrence });
}

function basesOf(frame: Frame, node: SyntaxNode): Pick<ClassDefinition, 'bases' | 'extendsUnknown'> {
  const bases: ClassDefinition[] = [];
  let extendsUnknown = false;
  for (const item of node.field('superclasses')?.named ?? []) {
    if (item.type === 'keyword_argument' || item.text === 'object') continue;
    const binding = resolve(frame, item);
    const base = binding?.kind === 'value' ? frame.session.callables.get(binding.occurrence.term) : undefined;
    if (base?.kind !== 'class') extendsUnknown = true;
    else {
      bases.push(base.definition);
      extendsUnknown ||= base.definition.extendsUnknown;
    }
  }
  return { bases, extendsUnknown };
}
