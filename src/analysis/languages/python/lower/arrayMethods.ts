// Whether a method that is called is one of an array, told from its name and arguments.
import { arrayMethods } from '../libraries/index.ts';
import { isOfNumbers } from './objectNumbers.ts';
import { partsOf } from '../../shared/around.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import type { SyntaxNode } from '../../syntax.ts';

/**
 * Whether the arguments are such as the method of an array takes: logger.log(x) is no logarithm, and model.softmax(x) takes
 * x, while x.softmax(1) is given an axis.
 */
export function takes(name: string, { all }: Arguments, isArray: boolean): boolean {
  const { does } = arrayMethods[name]!.operation;
  const positional = all.filter(({ keyword }) => keyword === undefined);
  // list.sort() gives nothing, and sorts by what it is given.
  if (does === 'sort')
    return isArray || name === 'topk' || all.some(({ keyword }) => keyword === 'dim' || keyword === 'descending');
  if (name === 'get') return positional.length === 0;
  if (does === 'map') return name === 'round' || positional.length === 0;
  // tinygrad's tensors have methods that are losses; others have losses that take them.
  if (does === 'loss') return isArray;
  return does !== 'library' || isArray || positional.every(({ value: { term } }) => term.kind === 'constant');
}

/** NumPy's arrays have no method exp, but one to round; PyTorch's parameters are called dim and keepdim. */
export function isTensorMethod(name: string, { all }: Arguments): boolean {
  const { does } = arrayMethods[name]!.operation;
  return (
    (does === 'map' && name !== 'round') ||
    does === 'insert-axis' ||
    all.some(({ keyword }) => keyword?.startsWith('dim') || keyword === 'keepdim')
  );
}

const ofTensors = new WeakMap<SyntaxNode, boolean>();

/**
 * Whether a method of a class of tensors is the one of arrays by its name: the class is one of numbers, or its body only hands itself on, `return self._reduce(Max, axis)`, and
 * the class hands on exp or log to what is applied, `return Exp.apply(self)`.
 */
export function isOfTensors(definition: FunctionDefinition): boolean {
  if (isOfNumbers(definition)) return true;
  const { node } = definition;
  if (!Object.hasOwn(arrayMethods, nameOf(node)) || !handedOn(node)) return false;
  const block = node.parent;
  if (!block) return false;
  const before = ofTensors.get(block);
  if (before !== undefined) return before;
  const found = block.named.some((each) => /^(?:exp|log)$/.test(nameOf(each)) && isApplied(handedOn(each)));
  ofTensors.set(block, found);
  return found;
}

function nameOf(definition: SyntaxNode): string {
  return (definition.type === 'function_definition' && definition.field('name')?.text) || '';
}

/** The call that a method gives what it has of its object, if it does nothing else. */
function handedOn(definition: SyntaxNode): SyntaxNode | undefined {
  const [self] = definition.field('parameters')?.named ?? [];
  const [only, ...others] = (definition.field('body')?.named ?? []).filter(({ type }) => type !== 'comment');
  const value = only?.type === 'return_statement' && others.length === 0 ? only.named[0] : undefined;
  const call = value && withoutBrackets(value);
  const isOfItself = (part: SyntaxNode) => part.type === 'identifier' && part.text === self?.text;
  return call?.type === 'call' && [...partsOf(call)].some(isOfItself) ? call : undefined;
}

function isApplied(call: SyntaxNode | undefined): boolean {
  return call?.field('function')?.field('attribute')?.text === 'apply';
}
