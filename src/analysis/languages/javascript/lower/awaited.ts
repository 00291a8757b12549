// What asynchronous functions give is there where it is awaited: await f(x), and each of await Promise.all([f(x), g(y)]).
import { parentOutside } from '../../shared/brackets.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerExpression } from './expressions.ts';

/** Whether the value of a call is waited for where the call stands, by itself or together with others. */
export function isAwaited(call: SyntaxNode): boolean {
  const parent = parentOutside(call);
  if (parent?.type === 'await_expression') return true;
  if (parent?.type !== 'array') return false;
  const together = parentOutside(parent)?.parent;
  return together !== undefined && isTogether(together) && isAwaited(together);
}

/** await Promise.all([f(x), g(y)]) is the array of what these give. */
export function lowerTogether(
  frame: Frame,
  call: SyntaxNode,
  [all, ...more]: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  if (!all || more.length > 0 || !isTogether(call) || !isAwaited(call)) return undefined;
  const values = lowerExpression(frame, all, depth);
  return occur(frame, call, values.term, [values], { form: 'read' });
}

function isTogether(call: SyntaxNode): boolean {
  return call.type === 'call_expression' && call.field('function')?.text === 'Promise.all';
}
