// Expressions to terms: one handler for each kind of node; what has none is opaque.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Saying } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, termsOf, type Frame } from './frame.ts';

/** Expressions nested deeper than this are opaque: the stack is finite, and no person writes them. */
const maxDepth = 150;

export type Lower = (frame: Frame, node: SyntaxNode, depth: number) => Occurrence;

/**
 * Lowers an expression by the handler of its type.
 * @param other - lowers those that have none
 */
export function lowerBy(
  handlers: Readonly<Record<string, Lower>>,
  other: Lower,
  frame: Frame,
  node: SyntaxNode,
  depth: number,
): Occurrence {
  const { session, store } = frame;
  store.steps.take();
  if (frame.inlined > 0) session.inlinedNodesLeft--;
  if (depth > maxDepth) {
    return occur(frame, node, store.opaque(`beyond ${frame.id} ${session.ordinal(`beyond ${frame.id}`)}`));
  }
  const handler = Object.hasOwn(handlers, node.type) ? handlers[node.type]! : other;
  return handler(frame, node, depth + 1);
}

/** What a node says that is not followed, by its type. */
const sayings: Readonly<Record<string, Saying>> = { slice: 'slice', string: 'text' };

/** What a call says whose function is not followed, by what it is called. */
export function saidBy({ session: { language } }: Frame, called: string): Saying | undefined {
  return language.sayings.find(([pattern]) => pattern.test(called))?.[1];
}

/**
 * Something not understood: equal where its parts, operators and literals are.
 * @param parts - the values in it
 */
export function notUnderstood(frame: Frame, node: SyntaxNode, parts: readonly Occurrence[]): Occurrence {
  const isWord = ({ type, children }: SyntaxNode) => type !== 'comment' && children.length === 0;
  const words = node.children.filter(isWord).map((child) => child.text);
  const key = `${node.type} ${parts.length > 0 ? words.join(' ') : node.text}`;
  return occur(frame, node, frame.store.opaque(key, termsOf(parts), { says: sayings[node.type] }), parts);
}

/** Values one after another, of which each can be told. */
export function display(frame: Frame, node: SyntaxNode, items: readonly Occurrence[]): Occurrence {
  return occur(frame, node, frame.store.stack(termsOf(items)), items);
}
