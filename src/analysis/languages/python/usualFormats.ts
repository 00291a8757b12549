// Statements outside of functions that say what a library computes in where nothing else does.
import type { FormatName } from '../../../kernels/index.ts';
import { findDtype, findDtypeText } from './libraries/dtypes.ts';

const hints = ['set_default_', 'jax_enable_x64', 'set_floatx'];

/** The usual formats of libraries that a text sets, by the names of the libraries: torch.set_default_dtype(torch.float64). */
export function usualFormats(text: string): ReadonlyMap<string, FormatName> {
  const found = new Map<string, FormatName>();
  if (!hints.some((hint) => text.includes(hint))) return found;
  const set = (libraries: readonly string[], format: FormatName | 'integer' | undefined) => {
    if (format && format !== 'integer') for (const library of libraries) found.set(library, format);
  };
  const [, dtype] = /^torch\.set_default_(?:d|tensor_)type\(\s*["']?(torch\.[\w.]+)/m.exec(text) ?? [];
  if (dtype !== undefined) set(['torch'], findDtype(dtype));
  if (/^(?:jax\.)?config\.update\(\s*["']jax_enable_x64["']\s*,\s*True/m.test(text)) set(['jax'], 'float64');
  const [, floatx] = /^(?:[\w.]+\.)?set_floatx\(\s*["'](\w+)["']/m.exec(text) ?? [];
  if (floatx !== undefined) set(['tensorflow', 'keras'], findDtypeText(floatx));
  return found;
}
