import type { Occurrence } from '../../../terms/occurrence.ts';
import { parameterNames } from '../../python/libraries/parameters.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerExpression } from '../../python/lower/expressions.ts';
import type { Frame } from './frame.ts';

export interface Argument {
  /** As written, `dim`, or undefined of a positional one. */
  readonly keyword: string | undefined;
  readonly node: SyntaxNode;
  readonly value: Occurrence;
}

export interface Arguments {
  readonly all: readonly Argument[];
  /** Whether `*args` or `**options` are among them. */
  readonly spread: boolean;
}

export function lowerArguments(frame: Frame, call: SyntaxNode, depth: number): Arguments {
  const list = call.field('arguments');
  if (!list) return { all: [], spread: false };
  // sum(exp(v) for v in x) has the generator itself where the list would be.
  const nodes = list.type === 'argument_list' ? list.named : [list];
  const spread = nodes.some((node) => node.type === 'list_splat' || node.type === 'dictionary_splat');
  const all = nodes.map((node): Argument => {
    const value = node.type === 'keyword_argument' ? node.field('value') : node;
    const keyword = node.type === 'keyword_argument' ? node.field('name')?.text : undefined;
    return { keyword, node, value: lowerExpression(frame, value ?? node, depth) };
  });
  return { all, spread };
}

/** Arguments by the names of their parameters; `rest` has the positional ones that no parameter is left for. */
export interface BoundArguments {
  readonly named: ReadonlyMap<string, Argument>;
  readonly rest: readonly Argument[];
}

/**
 * Which argument is for which parameter.
 * @param parameters - those that positional arguments go to, in order
 */
export function bindArguments(all: readonly Argument[], parameters: readonly string[]): BoundArguments {
  const named = new Map<string, Argument>();
  const rest: Argument[] = [];
  let position = 0;
  for (const argument of all) {
    if (argument.keyword !== undefined) {
      const name = parameterNames[argument.keyword] ?? argument.keyword;
      // `x` is what most libraries call the operand, and `where` has one of its own.
      named.set(named.has(name) ? argument.keyword : name, argument);
      continue;
    }
    let parameter = parameters[position++];
    // e.sum(-1, True): a flag where NumPy has its dtype is PyTorch's keepdim.
    if (isFlag(argument) && parameters.includes('keepdims') && parameter !== 'operand') parameter = 'keepdims';
    if (parameter === undefined) rest.push(argument);
    else named.set(parameter, argument);
  }
  return { named, rest };
}

function isFlag({ value, node }: Argument): boolean {
  return value.term.kind === 'constant' && (node.type === 'true' || node.type === 'false');
}
