// Functions of the text, noted where they are met and lowered once the scope around them is known.
import type { SyntaxNode } from '../../syntax.ts';
import type { Decoration, FunctionDefinition } from './binding.ts';
import type { Frame } from './frame.ts';
import type { Choice } from './relevance.ts';
import type { Session } from './session.ts';

/** Notes a function, to be lowered for itself once the scope around it is known. */
export function define(
  frame: Frame,
  node: SyntaxNode,
  name: string,
  decoration: Decoration = 'none',
): FunctionDefinition {
  const { session } = frame;
  const path = `${frame.id}/${name}`;
  const definition = { id: `${path}#${session.ordinal(`function ${path}`)}`, node, frame, decoration };
  if (frame.isClass) frame.methods.push(definition);
  if (frame.inlined === 0) session.pending.push(definition);
  return definition;
}

/** Every function noted that is chosen, those noted meanwhile included. */
export function lowerPending(
  { pending }: Session,
  choose: Choice,
  lower: (definition: FunctionDefinition) => void,
): void {
  while (pending.length > 0) {
    for (const definition of choose(pending.splice(0))) lower(definition);
  }
}
