// Arrays that are made: of a length, or of the elements of something else.
import { formatOfClass } from '../libraries/arrayClasses.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { mapped } from './arrays.ts';
import { callbackOf } from './callbacks.ts';
import { classOf, made, noteClass } from './elements.ts';
import { lowerExpression } from './expressions.ts';

/** Array.from(x), Array.from(x, f), Array.from({ length: n }, f) and the same of typed arrays. */
export function arrayFrom(
  frame: Frame,
  node: SyntaxNode,
  type: string,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  const [from, second] = args;
  if (!from) return undefined;
  const { store } = frame;
  const source = lowerExpression(frame, from, depth);
  const { term } = source;
  const isCount = term.kind === 'opaque' && term.key === 'object length';
  const array = isCount
    ? occur(frame, from, made(store, 'Array', term.operands[0]!), [source], { form: 'read' })
    : source;
  const callback = second && callbackOf(frame, second);
  if (callback) return mapped({ frame, node, code: from, depth }, array, callback, type === 'Array' ? undefined : type);
  if (second) return undefined;
  return copied(frame, node, type, array);
}

/** The same elements in an array of a class. */
export function copied(frame: Frame, node: SyntaxNode, type: string, array: Occurrence): Occurrence {
  const format = formatOfClass(type);
  const term = format === undefined ? array.term : frame.store.cast(array.term, format);
  if (type !== 'Array' && term !== array.term) noteClass(term, type);
  return occur(frame, node, term, [array], { form: term === array.term ? 'read' : 'expression' });
}

/** new Float32Array(n), new Array(n); of something that shows to be an array, a copy. */
export function newArray(frame: Frame, node: SyntaxNode, type: string, values: readonly Occurrence[]): Occurrence {
  const { store } = frame;
  const [only, ...others] = values;
  if (!only) return occur(frame, node, store.stack([]));
  if (others.length > 0 && type === 'Array') return occur(frame, node, store.stack(termsOf(values)), values);
  const { term } = only;
  const isArray = type !== 'Array' && (term.kind === 'stack' || classOf(term) !== undefined || term.kind === 'cast');
  if (isArray) return copied(frame, node, type, only);
  return occur(frame, node, made(store, type, term), [only]);
}
