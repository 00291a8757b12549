import type { SyntaxNode } from '../../syntax.ts';
import type { ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { Frame, occur } from '../../shared/lower/frame.ts';
import { resolve } from './names.ts';
import { lowerBlock } from './statements.ts';

/** The body of a class is a scope of its own; its methods do not see its names. */
export function lowerClass(frame: Frame, node: SyntaxNode, depth: number): void {
  const name = node.field('name')?.text ?? '';
  const { session } = frame;
  const again = session.ordinal(`class ${frame.id}/${name}`);
  const id = `${frame.id}/${name}${again === 0 ? '' : `~${again}`}`;
  const inner = new Frame(session, id, frame, frame.inlined, true);
  const term = frame.store.opaque(`class ${id}`);
  const occurrence = occur(frame, node, term);
  const definition: ClassDefinition = { id, frame: inner, occurrence, ...basesOf(frame, node), derived: [] };
  for (const base of definition.bases) base.derived.push(definition);
  inner.classDefinition = definition;
  session.callables.set(term, { kind: 'class', definition });
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
