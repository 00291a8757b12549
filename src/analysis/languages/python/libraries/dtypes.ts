import type { FormatName } from '../../../../kernels/index.ts';
import { formatNamed } from '../../shared/libraries/formats.ts';

/** torch.FloatTensor and its kin, given to `type`. */
const tensorTypes: Readonly<Record<string, FormatName>> = {
  DoubleTensor: 'float64',
  FloatTensor: 'float32',
  HalfTensor: 'float16',
  BFloat16Tensor: 'bfloat16',
};

/** The format that a dotted name or a string names, e.g. "torch.float16", "<f4"; undefined if it is none. */
export function findDtype(name: string): FormatName | 'integer' | undefined {
  if (name === 'torch.float') return 'float32'; // elsewhere "float" is Python's own, a double
  const last = name.slice(name.lastIndexOf('.') + 1);
  return formatNamed(last) ?? (Object.hasOwn(tensorTypes, last) ? tensorTypes[last] : undefined);
}

/** What NumPy calls them in one letter. */
const letters: Readonly<Record<string, FormatName>> = { e: 'float16', f: 'float32', d: 'float64' };

/** The format that a string names: also "f" and "<f". */
export function findDtypeText(text: string): FormatName | 'integer' | undefined {
  const letter = text.replace(/^[<>=]/, '');
  return Object.hasOwn(letters, letter) ? letters[letter] : findDtype(text);
}
