import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionDefinition } from './binding.ts';
import { lowerExpression } from './expressions.ts';
import { Frame, leave, occur } from './frame.ts';
import { assignedNames } from './ownNames.ts';
import type { Choice } from './relevance.ts';
import { annotatedFamily, parametersOf } from './parameters.ts';
import { lowerBlock } from './statements.ts';

/** Notes a function, to be lowered for itself once the scope around it is known. */
export function define(frame: Frame, node: SyntaxNode, name: string): FunctionDefinition {
  const { session } = frame;
  const path = `${frame.id}/${name}`;
  const definition = { id: `${path}#${session.ordinal(`function ${path}`)}`, node, frame };
  if (frame.inlined === 0) session.pending.push(definition);
  return definition;
}

export function defineLambda(frame: Frame, node: SyntaxNode): FunctionDefinition {
  return define(frame, node, 'lambda');
}

/** A lambda that is passed on rather than named. */
export function deferLambda(frame: Frame, node: SyntaxNode): void {
  defineLambda(frame, node);
}

/** The frame of a function's body: its own names are unset but for the parameters, which the caller binds. */
export function bodyFrame(definition: FunctionDefinition, id: string, inlined: number): Frame {
  const frame = new Frame(definition.frame.session, id, definition.frame, inlined);
  const body = definition.node.field('body');
  const names = new Set(body ? assignedNames(body) : []);
  for (const { name } of parametersOf(definition.node)) names.add(name);
  frame.ownNames = names;
  return frame;
}

/** A function for itself: its parameters can be anything. */
export function lowerFunction(definition: FunctionDefinition): void {
  const { node, id } = definition;
  const frame = bodyFrame(definition, id, 0);
  for (const parameter of parametersOf(node)) {
    const family = parameter.annotation && annotatedFamily(frame, parameter.annotation);
    const occurrence = occur(frame, parameter.node, frame.store.variable('parameter', parameter.name, id), [], {
      family,
    });
    frame.bind(parameter.name, { kind: 'value', occurrence });
  }
  const body = node.field('body');
  if (!body) return;
  if (node.type === 'lambda') leave(frame, lowerExpression(frame, body, 0));
  else lowerBlock(frame, body, 0);
}

/** Every function noted that is chosen, those noted meanwhile included. */
export function lowerPending(frame: Frame, choose: Choice): void {
  const { pending } = frame.session;
  while (pending.length > 0) {
    for (const definition of choose(pending.splice(0))) lowerFunction(definition);
  }
}
