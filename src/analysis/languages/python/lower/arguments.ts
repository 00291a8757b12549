import type { SyntaxNode } from '../../syntax.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { lowerExpression } from './expressions.ts';
import { handedOn } from './handedOn.ts';

export function lowerArguments(frame: Frame, call: SyntaxNode, depth: number): Arguments {
  const list = call.field('arguments');
  if (!list) return { all: [], spread: false };
  // sum(exp(v) for v in x) has the generator itself where the list would be.
  const nodes = list.type === 'argument_list' ? list.named : [list];
  const all = nodes.flatMap((node): Argument | readonly Argument[] => {
    const given = isUnpacked(node) ? handedOn(frame, node) : undefined;
    if (given) return given;
    const value = node.type === 'keyword_argument' ? node.field('value') : node;
    const keyword = node.type === 'keyword_argument' ? node.field('name')?.text : undefined;
    return { keyword, node, value: lowerExpression(frame, value ?? node, depth), unpacked: isUnpacked(node) };
  });
  return { all, spread: all.some(({ unpacked }) => unpacked) };
}

/** `*args`, `**options` */
function isUnpacked({ type }: SyntaxNode): boolean {
  return type === 'list_splat' || type === 'dictionary_splat';
}
