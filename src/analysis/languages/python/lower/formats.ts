// Formats as values: np.float16, "float16" kept in a name, the dtype of something that was cast.
import type { FormatName } from '../../../../kernels/index.ts';
import { declaredFormat } from '../../../terms/format.ts';
import type { Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';
import { findDtype, findDtypeText } from '../libraries/dtypes.ts';

/** The format that a value is; undefined of one that is none, or is not known. */
export function formatNamedBy(type: Term): FormatName | 'integer' | undefined {
  if (type.kind === 'variable') return findDtype(type.name);
  const text = textOf(type);
  if (text !== undefined) return findDtypeText(text);
  if (type.kind !== 'opaque') return undefined;
  if (/^call numpy\.dtype\s*$/.test(type.key)) return formatNamedBy(type.operands[0]!);
  // What Keras computes in unless it is told otherwise.
  if (/^call (?:\S*\.)?floatx\s*$/.test(type.key)) return 'float32';
  if (type.key === 'attribute dtype') return declaredFormat(type.operands[0]!);
  return type.key.startsWith('library ') ? findDtype(type.key.slice('library '.length)) : undefined;
}
