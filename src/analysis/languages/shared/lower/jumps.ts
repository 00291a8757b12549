// Statements after which the next one is not reached.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { leave, type Frame } from './frame.ts';

export function lowerBreak(frame: Frame): void {
  const loop = frame.loops.at(-1);
  // A copy now: what follows the branch of the break in the loop's body has not happened there.
  loop?.exits.push(frame.environment.snapshot(loop.before));
  frame.environment.ended = 'break';
}

export function lowerContinue(frame: Frame): void {
  frame.environment.ended = 'continue';
}

/** @param leaves - whether a value that is returned leaves what is followed */
export function lowerReturn(
  frame: Frame,
  node: SyntaxNode,
  lower: (value: SyntaxNode) => Occurrence,
  leaves = true,
): void {
  const [value] = node.named;
  frame.returns++;
  if (value) {
    const occurrence = lower(value);
    frame.returned.push(occurrence);
    if (leaves) leave(frame, occurrence);
  }
  frame.environment.ended = 'return';
}
