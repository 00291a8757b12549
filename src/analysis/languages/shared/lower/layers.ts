// What layers and models of libraries give, whichever language they are written in.
import { stepOfLayers } from '../../../terms/term.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { substitute } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Layer } from './callable.ts';
import { libraryOf, occur, type Frame } from './frame.ts';

/** What a layer gives that is not followed: the same for the same input. */
export function unknownStep(
  frame: Frame,
  node: SyntaxNode,
  layer: Occurrence,
  index: number,
  input: Occurrence,
): Occurrence {
  return occur(frame, node, frame.store.opaque(`${stepOfLayers}${index}`, [layer.term, input.term]), [layer, input]);
}

/** What a model gives that is computed from inputs, for others in their place. */
export function outputOf(
  frame: Frame,
  node: SyntaxNode,
  { inputs, outputs }: Extract<Layer, { kind: 'model' }>,
  input: Occurrence,
): Occurrence {
  const [own, given] = [inputs.term, input.term];
  const several = own.kind === 'stack' && given.kind === 'stack' && own.items.length === given.items.length;
  const exchange = new Map(several ? own.items.map((each, index) => [each, given.items[index]!]) : [[own, given]]);
  const term = substitute(frame.store, outputs.term, exchange);
  return occur(frame, node, term, [outputs, input], { form: 'inlined', family: libraryOf(outputs) });
}
