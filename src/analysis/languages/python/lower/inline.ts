// Calls of functions of the same text: the body is lowered again with the arguments in place of the parameters.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from './arguments.ts';
import type { FunctionDefinition } from './binding.ts';
import { lowerExpression } from './expressions.ts';
import { occur, type Frame } from './frame.ts';
import { bodyFrame } from './functions.ts';
import { parametersOf } from './parameters.ts';
import { lowerBlock } from './statements.ts';

/** Calls within calls within calls: helpers of helpers are rare, recursion is not. */
const maxInlined = 3;

/** The value of a call, at the place of the call; undefined if the function is not one to be followed. */
export function inline(
  frame: Frame,
  call: SyntaxNode,
  definition: FunctionDefinition,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  const { session } = frame;
  if (frame.inlined >= maxInlined || session.inlinedNodesLeft < 0 || args.spread || !isPlain(definition.node))
    return undefined;
  const body = definition.node.field('body');
  const inner = bodyFrame(definition, `${definition.id} in ${frame.id}`, frame.inlined + 1);
  if (!body || !bindParameters(inner, definition, args, depth)) return undefined;
  if (definition.node.type === 'lambda') inner.returned.push(lowerExpression(inner, body, depth));
  else lowerBlock(inner, body, depth);
  if (inner.returned.length === 0) return undefined;
  const value = frame.store.join(inner.returned.map(({ term }) => term));
  return occur(frame, call, value, inner.returned, { form: 'inlined' });
}

/** Neither a generator nor a coroutine, nor changed by a decorator. */
function isPlain(node: SyntaxNode): boolean {
  return node.parent?.type !== 'decorated_definition' && node.children[0]?.type !== 'async' && !yields(node);
}

const generators = new WeakMap<SyntaxNode, boolean>();

function yields(definition: SyntaxNode): boolean {
  const known = generators.get(definition);
  if (known !== undefined) return known;
  const queue = [definition];
  let found = false;
  for (let node = queue.pop(); node && !found; node = queue.pop()) {
    found = node.type === 'yield';
    if (node === definition || (node.type !== 'function_definition' && node.type !== 'lambda'))
      queue.push(...node.named);
  }
  generators.set(definition, found);
  return found;
}

function bindParameters(inner: Frame, definition: FunctionDefinition, args: Arguments, depth: number): boolean {
  const parameters = parametersOf(definition.node);
  if (parameters.some(({ collects }) => collects)) return false;
  const positional = args.all.filter(({ keyword }) => keyword === undefined);
  const byName = new Map(args.all.map(({ keyword, value }) => [keyword, value]));
  if (positional.length > parameters.filter(({ keywordOnly }) => !keywordOnly).length) return false;
  for (const [index, parameter] of parameters.entries()) {
    const given = positional[index]?.value ?? byName.get(parameter.name);
    const occurrence = given ?? (parameter.default && lowerExpression(inner, parameter.default, depth));
    if (!occurrence) return false;
    inner.bind(parameter.name, { kind: 'value', occurrence });
  }
  return true;
}
