import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { defineClass, member, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { lowerBinding } from './assignments.ts';
import { defineMethod } from './functions.ts';
import { resolve } from './names.ts';
import { noteNumbers } from './objectNumbers.ts';
import type { Frame } from '../../shared/lower/frame.ts';

export function lowerClass(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const name = node.field('name')?.text ?? 'class';
  const definition = defineClass(frame, node, name, () => baseOf(frame, node));
  const { frame: inner, occurrence } = definition;
  noteNumbers(frame, definition, node);
  for (const part of node.field('body')?.named ?? []) lowerMember(inner, part, depth);
  if (node.field('name')) frame.bind(name, { kind: 'value', occurrence });
  return occurrence;
}

function lowerMember(frame: Frame, part: SyntaxNode, depth: number): void {
  const name = (part.field('name') ?? part.field('property'))?.text ?? '';
  if (part.type === 'method_definition') {
    const definition = defineMethod(frame, part);
    if (definition.decoration === 'none') frame.bind(name, { kind: 'function', definition });
    if (definition.decoration === 'property') frame.bind(getterName(name), { kind: 'function', definition });
    return;
  }
  const value = part.field('value');
  if (!value) return;
  const binding = lowerBinding(frame, value, depth);
  const isOfObjects = binding.kind === 'value' && !part.children.some(({ type }) => type === 'static');
  // Before any method runs, every object has it.
  frame.bind(isOfObjects ? `this.${name}` : name, binding);
}

/** What runs when a property of an object is read. */
export function getterOf(definition: ClassDefinition, name: string): FunctionDefinition | undefined {
  const binding = member(definition, getterName(name));
  return binding?.kind === 'function' ? binding.definition : undefined;
}

/** What the getter of a property is bound to, beside a property of that name. */
export function getterName(name: string): string {
  return `get ${name}`;
}

function baseOf(frame: Frame, node: SyntaxNode): Pick<ClassDefinition, 'bases' | 'extendsUnknown'> {
  const heritage = node.named.find(({ type }) => type === 'class_heritage');
  const clause = heritage?.named.find(({ type }) => type === 'extends_clause');
  const value = clause?.field('value') ?? (clause ? undefined : heritage?.named[0]);
  const binding = value && resolve(frame, value);
  const base = binding?.kind === 'value' ? frame.session.callables.get(binding.occurrence.term) : undefined;
  if (base?.kind !== 'class') return { bases: [], extendsUnknown: heritage !== undefined };
  return { bases: [base.definition], extendsUnknown: base.definition.extendsUnknown };
}
