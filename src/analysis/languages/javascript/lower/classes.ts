import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { Frame, occur } from '../../shared/lower/frame.ts';
import { lowerExpression } from './expressions.ts';
import { defineExpression, defineMethod, isFunction } from './functions.ts';
import { resolve } from './names.ts';

/** The body of a class is a scope of its own; its methods do not see its names. */
export function lowerClass(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const name = node.field('name')?.text ?? 'class';
  const { session, store } = frame;
  const again = session.ordinal(`class ${frame.id}/${name}`);
  const id = `${frame.id}/${name}${again === 0 ? '' : `~${again}`}`;
  const inner = new Frame(session, id, frame, frame.inlined, true);
  const term = store.opaque(`class ${id}`);
  const occurrence = occur(frame, node, term);
  const base = baseOf(frame, node);
  const extendsUnknown = base.written && (!base.definition || base.definition.extendsUnknown);
  const bases = base.definition ? [base.definition] : [];
  const definition: ClassDefinition = { id, frame: inner, occurrence, bases, extendsUnknown, derived: [] };
  for (const each of bases) each.derived.push(definition);
  inner.classDefinition = definition;
  session.callables.set(term, { kind: 'class', definition });
  for (const part of node.field('body')?.named ?? []) lowerMember(inner, part, depth);
  if (node.field('name')) frame.bind(name, { kind: 'value', occurrence });
  return occurrence;
}

function lowerMember(frame: Frame, part: SyntaxNode, depth: number): void {
  const name = (part.field('name') ?? part.field('property'))?.text ?? '';
  if (part.type === 'method_definition') {
    const definition = defineMethod(frame, part);
    if (definition.decoration === 'none') frame.bind(name, { kind: 'function', definition });
    return;
  }
  const value = part.field('value');
  if (!value) return;
  if (isFunction(value)) frame.bind(name, { kind: 'function', definition: defineExpression(frame, value) });
  else lowerExpression(frame, value, depth);
}

function baseOf(frame: Frame, node: SyntaxNode): { written: boolean; definition: ClassDefinition | undefined } {
  const heritage = node.named.find(({ type }) => type === 'class_heritage');
  const clause = heritage?.named.find(({ type }) => type === 'extends_clause');
  const value = clause?.field('value') ?? (clause ? undefined : heritage?.named[0]);
  const binding = value && resolve(frame, value);
  const base = binding?.kind === 'value' ? frame.session.callables.get(binding.occurrence.term) : undefined;
  return { written: heritage !== undefined, definition: base?.kind === 'class' ? base.definition : undefined };
}
