import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { lowerExpression } from './expressions.ts';

export type { Argument, Arguments } from '../../shared/lower/arguments.ts';

export function argumentNodes(call: SyntaxNode): readonly SyntaxNode[] {
  return call.field('arguments')?.named ?? [];
}

export function lowerArguments(frame: Frame, nodes: readonly SyntaxNode[], depth: number): Arguments {
  const all = nodes.map((node) => {
    const inner = node.type === 'spread_element' ? (node.named[0] ?? node) : node;
    return { keyword: undefined, node, value: lowerExpression(frame, inner, depth) };
  });
  return { all, spread: nodes.some(({ type }) => type === 'spread_element') };
}
