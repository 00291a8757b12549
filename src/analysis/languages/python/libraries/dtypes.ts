import type { FormatName } from '../../../../kernels/index.ts';

/** What a dtype is called, as the last part of its dotted name or as a string; null for formats that are not ours. */
const dtypes: Readonly<Record<string, FormatName | 'integer'>> = {
  float64: 'float64',
  double: 'float64',
  float: 'float64',
  float_: 'float64',
  f8: 'float64',
  float32: 'float32',
  single: 'float32',
  f4: 'float32',
  float16: 'float16',
  half: 'float16',
  f2: 'float16',
  bfloat16: 'bfloat16',
  int: 'integer',
  int8: 'integer',
  int16: 'integer',
  int32: 'integer',
  int64: 'integer',
  long: 'integer',
};

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
  const last = name.slice(name.lastIndexOf('.') + 1).replace(/^[<>=]/, '');
  if (Object.hasOwn(dtypes, last)) return dtypes[last];
  return Object.hasOwn(tensorTypes, last) ? tensorTypes[last] : undefined;
}
