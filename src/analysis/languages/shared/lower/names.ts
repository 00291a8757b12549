// What names stand for.
import type { Binding } from './binding.ts';
import { chosenHere } from './chosen.ts';
import { isOutside, leave, occur, type Frame } from './frame.ts';
import { expose } from './inlining.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** The binding of a name as seen from a frame, or undefined if the text does not tell. */
export function lookUp(frame: Frame, name: string): Binding | undefined {
  if (frame.ownNames.has(name)) return frame.environment.get(name);
  const here = frame.environment.get(name);
  if (here) return here;
  for (let outer = frame.parent; outer; outer = outer.parent) {
    if (outer.isClass) continue;
    const binding = outer.environment.get(name);
    if (!binding) continue;
    // A function runs at some later time: only what is bound once is sure to be that then.
    const sure = (outer.timesBound.get(name) ?? 0) <= 1 || binding.kind !== 'value';
    return sure ? binding : undefined;
  }
  return undefined;
}

/**
 * The value of a name or dotted name where it is read.
 * @param isOwn - whether a name that stands for nothing known is of a scope of the text
 */
export function readName(
  frame: Frame,
  node: SyntaxNode,
  binding: Binding | undefined,
  isOwn: (frame: Frame, name: string) => boolean,
): Occurrence {
  const { store, session } = frame;
  switch (binding?.kind) {
    case 'value': {
      const here = chosenHere(frame, node, binding.occurrence);
      if (here !== binding.occurrence) return here;
      return occur(frame, node, binding.occurrence.term, [binding.occurrence], { form: 'read' });
    }
    case 'library': {
      const constant = session.language.findConstant(binding.path);
      if (constant !== undefined) return occur(frame, node, store.constant(constant));
      const term = store.opaque(`library ${binding.path}`);
      session.callables.set(term, binding);
      return occur(frame, node, term);
    }
    case 'function':
      expose(frame, binding.definition);
      return functionValue(frame, node, binding);
    case undefined: {
      const { text } = node;
      leaveRebound(frame, text);
      const variable = isOwn(frame, text)
        ? store.variable('unset', text, frame.id)
        : store.variable('global', text, '');
      return occur(frame, node, variable, [], { form: 'read' });
    }
  }
}

/** A function as a value. */
export function functionValue(
  frame: Frame,
  node: SyntaxNode,
  { definition, receiver }: Extract<Binding, { readonly kind: 'function' }>,
): Occurrence {
  const { store, session } = frame;
  const term = store.opaque(`function ${definition.id}`, receiver ? [receiver.term] : []);
  session.callables.set(term, { kind: 'function', definition, receiver });
  return occur(frame, node, term, receiver ? [receiver] : []);
}

/** What a function further out has given a name, where one within reads it, and which of its values it has then is not told. */
function leaveRebound(frame: Frame, name: string): void {
  if (frame.ownNames.has(name)) return;
  for (let outer = frame.parent; outer && !isOutside(outer); outer = outer.parent) {
    const binding = outer.isClass ? undefined : outer.environment.get(name);
    if (binding?.kind === 'value') leave(outer, binding.occurrence);
    if (binding || outer.ownNames.has(name)) return;
  }
}

/** What something stands for if that is no value but a module or a function; a number of a library is a value. */
export function aliased({ session }: Frame, binding: Binding | undefined): Binding | undefined {
  if (!binding || binding.kind === 'value') return undefined;
  const isNumber = binding.kind === 'library' && session.language.findConstant(binding.path) !== undefined;
  return isNumber ? undefined : binding;
}
