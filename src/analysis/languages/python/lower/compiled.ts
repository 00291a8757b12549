// model.compile(loss=…): from then on the loss is taken of what the model gives.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { callAny } from './transforms.ts';

/** Notes the loss of a model that is followed, where the loss is one that can be called. */
export function compileModel(
  frame: Frame,
  objectNode: SyntaxNode,
  object: Occurrence,
  { all, spread }: Arguments,
  depth: number,
): void {
  const { callables } = frame.session;
  const positional = all.filter(({ keyword }) => keyword === undefined);
  const loss = all.find(({ keyword }) => keyword === 'loss') ?? positional[1];
  if (spread || !loss || !callables.has(object.term) || !callables.has(loss.value.term)) return;
  const output = callAny(frame, objectNode, object, given(argumentFor(frame, objectNode, object, 'input')), depth);
  if (!output) return;
  const targets = argumentFor(frame, objectNode, object, 'targets');
  const prediction: Argument = { keyword: undefined, node: objectNode, value: output };
  const node = loss.keyword === undefined ? loss.node : (loss.node.field('value') ?? loss.node);
  const value = callAny(frame, node, loss.value, given(targets, prediction), depth);
  if (value) leave(frame, value);
}

/** What a model is called with later. */
function argumentFor(frame: Frame, node: SyntaxNode, { term }: Occurrence, what: string): Argument {
  const value = occur(frame, node, frame.store.opaque(`${what} of a model`, [term]), [], { form: 'read' });
  return { keyword: undefined, node, value };
}

function given(...all: readonly Argument[]): Arguments {
  return { all, spread: false };
}
