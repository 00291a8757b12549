// Objects of classes of the text: what their constructors give them, and what the classes have that theirs extend.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { lineage, member, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { leave, occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { nothingKey } from '../../shared/lower/nothing.ts';
import { enter, ownProperties, passProperties } from './inline.ts';
import { isSettled } from './sharedAttributes.ts';

/** An object of a class: its constructor is followed with the arguments. */
export function construct(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  definition: ClassDefinition,
  args: Arguments,
  depth: number,
): void {
  const attributes = new Map<string, Binding | undefined>();
  frame.session.callables.set(object.term, { kind: 'instance', of: definition, attributes });
  const constructor = member(definition, 'constructor');
  if (constructor?.kind !== 'function') return;
  const inner = enter(frame, node, { definition: constructor.definition, receiver: object }, args, depth);
  if (!inner) return;
  for (const [name, binding] of ownProperties(inner)) if (isSettled(definition, name)) attributes.set(name, binding);
}

/** super(…): what the constructor of the class above leaves in the object. */
export function callBase(frame: Frame, node: SyntaxNode, args: Arguments, depth: number): Occurrence {
  const values = args.all.map(({ value }) => value);
  const binding = inherited(frame, node, 'constructor');
  const inner = binding?.kind === 'function' ? enter(frame, node, binding, args, depth) : undefined;
  if (inner) passProperties(frame, inner, 'this');
  else for (const value of values) leave(frame, value);
  return occur(frame, node, frame.store.opaque(nothingKey, termsOf(values)), values);
}

/** A method as the class has it that the one around extends, of the same object. */
export function inherited(frame: Frame, node: SyntaxNode, name: string): Binding | undefined {
  for (let near: Frame | undefined = frame; near; near = near.parent) {
    const own = near.parent?.classDefinition;
    const object = own && near.environment.get('this');
    if (!own || object?.kind !== 'value') continue;
    for (const base of lineage(own).slice(1)) {
      const binding = base.frame.environment.get(name);
      if (binding?.kind !== 'function') continue;
      const { term } = object.occurrence;
      return { ...binding, receiver: occur(frame, node, term, [object.occurrence], { form: 'read' }) };
    }
    return undefined;
  }
  return undefined;
}
