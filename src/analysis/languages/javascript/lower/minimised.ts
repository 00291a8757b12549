// optimizer.minimize(() => loss): an optimizer of TensorFlow.js runs the function there and then, for the gradients of what it gives.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { leave, type Frame } from '../../shared/lower/frame.ts';
import { callbackOf, runCallback } from './callbacks.ts';
import { parametersOf } from './parameters.ts';
import { usesModule } from './specifiers.ts';

/** What the function gives that is minimised; undefined of any other call. */
export function minimised(
  frame: Frame,
  method: string,
  [given]: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  const callback = method === 'minimize' && given && usesModule(frame, 'tfjs') ? callbackOf(frame, given) : undefined;
  if (callback?.kind !== 'written' || parametersOf(callback.node).length > 0) return undefined;
  const value = runCallback(frame, callback, [], depth);
  if (value) leave(frame, value);
  return value;
}
