// Whether a method that is called is one of an array, told from its name and arguments.
import { arrayMethods } from '../libraries/index.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';

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

/** def exp(self): return Exp.apply(self), as a class of tensors hands on what it does not compute itself. */
const applied = /\bdef (?:exp|log)\(self\)[^\n]*:\s*return [\w.]+\.apply\(self\b/;

/**
 * Whether a method of a class of tensors is the one of arrays by its name: its body only hands itself on, `return self._reduce(Max, axis)`.
 */
export function isOfTensors({ node }: FunctionDefinition): boolean {
  const name = node.field('name')?.text ?? '';
  const body = node.field('body');
  const [only, ...others] = body?.named ?? [];
  if (!Object.hasOwn(arrayMethods, name) || !body || others.length > 0) return false;
  const isHandedOn = only?.type === 'return_statement' && only.named[0]?.type === 'call' && /\bself\b/.test(only.text);
  return isHandedOn && applied.test(node.source.text);
}
