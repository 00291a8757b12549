import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Language } from './language.ts';

export interface Argument {
  /** As written, `dim`, or undefined of a positional one. */
  readonly keyword: string | undefined;
  readonly node: SyntaxNode;
  readonly value: Occurrence;
  /** Whether it holds arguments of which neither number nor names are known: `*args`, `**options`. */
  readonly unpacked?: boolean;
}

export interface Arguments {
  readonly all: readonly Argument[];
  /** Whether something is among them that stands for any number of them. */
  readonly spread: boolean;
}

/** Arguments by the names of their parameters; `rest` has the positional ones that no parameter is left for. */
export interface BoundArguments {
  readonly named: ReadonlyMap<string, Argument>;
  readonly rest: readonly Argument[];
}

/**
 * Which argument is for which parameter.
 * @param parameters - those that positional arguments go to, in order
 * @param parameterNames - what tables call a parameter, by what libraries call it
 */
export function bindArguments(
  all: readonly Argument[],
  parameters: readonly string[],
  parameterNames: Language['parameterNames'],
): BoundArguments {
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
