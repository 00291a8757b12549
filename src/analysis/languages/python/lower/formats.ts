// Formats as values: np.float16, "float16" kept in a name, the dtype of something that was cast.
import type { FormatName } from '../../../../kernels/index.ts';
import { declaredFormat } from '../../../terms/format.ts';
import type { Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Frame } from '../../shared/lower/frame.ts';
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

/** Functions that are given a type and make no array of it: np.finfo(np.float32), np.result_type(x, np.float32). */
const ofTypes = /(?:info|type|cast|promote_types|issubdtype)$/;

/** The format of what a library makes that is told its type, by name or in its place: np.frombuffer(data, np.float32). */
export function formatMade(frame: Frame, path: string, { all }: Arguments): FormatName | 'integer' | undefined {
  if (ofTypes.test(path)) return undefined;
  const { language } = frame.session;
  const named = all.find(({ keyword }) => keyword === 'dtype');
  if (named) return language.formatOf(frame, named);
  if (path === 'numpy.empty' && all.length === 1) return 'float64';
  const typed = all.filter(
    ({ keyword, value: { term } }) =>
      keyword === undefined && term.kind === 'opaque' && term.key.startsWith('library '),
  );
  const formats = typed.map((argument) => language.formatOf(frame, argument)).filter((format) => format !== undefined);
  return formats.length === 1 ? formats[0] : undefined;
}
