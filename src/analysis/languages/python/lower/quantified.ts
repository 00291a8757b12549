// Conditions on all elements of a value, and on their extremes: np.all(x > 0), (x > 0).any(), all(v > 0 for v in x), x.max().
import { interval, type Interval } from '../../../terms/bounds/interval.ts';
import type { ReduceName } from '../../../terms/term.ts';
import { arrayMethods, findFunction } from '../libraries/index.ts';
import type { Operation } from '../../shared/libraries/operation.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { dottedName, resolve } from './names.ts';

/** What a call does, and of what: a method of its object, a function of its first argument. */
export function operationOf(frame: Frame, call: SyntaxNode): { operation: Operation; of: SyntaxNode } | undefined {
  const callee = call.type === 'call' ? call.field('function') : undefined;
  const list = call.field('arguments');
  if (!callee || !list) return undefined;
  const binding = resolve(frame, callee);
  if (binding?.kind === 'library') {
    const operation = findFunction(binding.path)?.operation;
    const of = list.type === 'argument_list' ? list.named[0] : list;
    return operation && of && { operation, of };
  }
  const method = callee.type === 'attribute' && !binding ? callee.field('attribute')?.text : undefined;
  const of = callee.field('object');
  if (method === undefined || !of || !Object.hasOwn(arrayMethods, method)) return undefined;
  return { operation: arrayMethods[method]!.operation, of };
}

/** What holds of every element. */
export interface OfEach {
  readonly condition: SyntaxNode;
  readonly holds: boolean;
  /** How the elements are called in it, and what they are of. */
  readonly element: { readonly name: string; readonly of: SyntaxNode } | undefined;
}

/** What a call says of every element where it holds, or does not: any(…) says nothing where it holds. */
export function ofEach(frame: Frame, call: SyntaxNode, holds: boolean): OfEach | undefined {
  const called = operationOf(frame, call);
  if (called?.operation.does !== 'quantify' || (called.operation.over === 'all') !== holds) return undefined;
  const condition = withoutBrackets(called.of);
  if (condition.type !== 'generator_expression' && condition.type !== 'list_comprehension') {
    return { condition, holds, element: undefined };
  }
  const [clause, ...others] = condition.named.slice(1);
  const [name, of] = [clause?.field('left'), clause?.field('right')];
  const body = condition.field('body');
  if (!body || others.length > 0 || name?.type !== 'identifier' || !of || dottedName(of) === undefined)
    return undefined;
  return { condition: body, holds, element: { name: name.text, of } };
}

/** The x of x.max(), and what its maximum says of all of x. */
export function ofExtreme(
  frame: Frame,
  node: SyntaxNode,
  { low, high }: Interval,
): { readonly of: SyntaxNode; readonly range: Interval } | undefined {
  const called = operationOf(frame, node);
  if (!called) return undefined;
  const { of, operation } = called;
  switch (reductionOf(operation)) {
    case 'max':
      return { of, range: interval(-Infinity, high) };
    case 'min':
      return { of, range: interval(low, Infinity) };
    default:
      return undefined;
  }
}

function reductionOf(operation: Operation): ReduceName | undefined {
  if (operation.does === 'reduce') return operation.name;
  return operation.does === 'reduce-or-binary' ? operation.reduce : undefined;
}
