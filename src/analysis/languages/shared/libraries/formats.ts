import type { FormatName } from '../../../../kernels/index.ts';

/** What libraries call the type of their elements. */
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
  uint8: 'integer',
  uint16: 'integer',
  uint32: 'integer',
  uint64: 'integer',
  long: 'integer',
};

/** The format of a name, e.g. "float32", "half", "<f4"; undefined if it is none of ours. */
export function formatNamed(name: string): FormatName | 'integer' | undefined {
  const plain = name.replace(/^[<>=]/, '');
  return Object.hasOwn(dtypes, plain) ? dtypes[plain] : undefined;
}
