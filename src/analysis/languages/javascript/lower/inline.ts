// Calls of functions of the same text: the body is lowered again with the arguments in place of the parameters.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { bindTarget } from './assignments.ts';
import type { Arguments } from './arguments.ts';
import { lowerExpression } from './expressions.ts';
import { bodyFrame, lowerBody } from './functions.ts';
import { callFrame, give, mayFollow, noteCall, returnedValue, type Followed } from '../../shared/lower/inlining.ts';
import { isScope } from './ownNames.ts';
import { parametersOf } from './parameters.ts';
import { nothingKey } from '../../shared/lower/nothing.ts';

/** The value of a call, at the place of the call; undefined if the function is not one to be followed. */
export function inline(
  frame: Frame,
  call: SyntaxNode,
  followed: Followed,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  const inner = entered(frame, call, followed, args, depth);
  noteCall(frame, followed.definition, inner);
  return inner && returnedValue(frame, call, inner);
}

function entered(
  frame: Frame,
  call: SyntaxNode,
  { definition, receiver }: Followed,
  args: Arguments,
  depth: number,
): Frame | undefined {
  if (!mayFollow(frame, args) || !isPlain(definition)) return undefined;
  const inner = callFrame(frame, definition, bodyFrame);
  if (receiver) inner.bind('this', { kind: 'value', occurrence: receiver });
  bindParameters(inner, call, definition, args, depth);
  lowerBody(inner, definition);
  return inner;
}

const plain = new WeakMap<SyntaxNode, boolean>();

/** Neither a generator nor asynchronous, nor run by reading or writing a property. */
function isPlain({ node, decoration }: FunctionDefinition): boolean {
  const known = plain.get(node);
  if (known !== undefined) return known;
  const isMarked = node.children.some(({ type }) => type === 'async' || type === '*');
  const found = decoration === 'none' && !isMarked && !yields(node);
  plain.set(node, found);
  return found;
}

function yields(definition: SyntaxNode): boolean {
  const queue = [...definition.named];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'yield_expression') return true;
    if (!isScope(node)) queue.push(...node.named);
  }
  return false;
}

/** Parameters without an argument have their default, or are undefined. */
function bindParameters(
  inner: Frame,
  call: SyntaxNode,
  definition: FunctionDefinition,
  args: Arguments,
  depth: number,
): void {
  const { store } = inner;
  const given = args.all.map(({ value }) => value);
  for (const [index, parameter] of parametersOf(definition.node).entries()) {
    const { pattern } = parameter;
    if (parameter.collects) {
      const rest = given.slice(index);
      const list = occur(inner, call, store.stack(termsOf(rest)), rest);
      if (pattern.named[0]) bindTarget(inner, pattern.named[0], { kind: 'value', occurrence: list }, depth);
      continue;
    }
    const otherwise = () =>
      parameter.default
        ? lowerExpression(inner, parameter.default, depth)
        : occur(inner, call, store.opaque(nothingKey));
    const occurrence = given[index] ?? otherwise();
    bindTarget(inner, pattern, { kind: 'value', occurrence }, depth);
    give(inner, definition, parameter.name, occurrence);
  }
}
