import type { Language } from '../../shared/lower/language.ts';
import { givesParameters, sharesPlace } from '../libraries/inPlace.ts';
import { findDtype, findDtypeText } from '../libraries/dtypes.ts';
import { eitherOf } from '../libraries/either.ts';
import { findConstant } from '../libraries/index.ts';
import { parameterNames } from '../libraries/parameters.ts';
import { sayings } from '../libraries/sayings.ts';
import { formatNamedBy } from './formats.ts';
import { activated } from './layers.ts';
import { stringText } from './literals.ts';
import { resolve } from './names.ts';

/** What shared code asks of Python and its libraries. */
export const language: Language = {
  // A class that is handed on as a value, to be made elsewhere, is rare: calls of values are those of models.
  isImplicit: (method) => /^(__(?!init__|new__)\w+__|forward|call)$/.test(method),
  sayings,
  parameterNames,
  findConstant,
  eitherOf,
  // np.float16, torch.half, "float32", float, scores.dtype
  formatOf(frame, { node: written, value }) {
    const node = written.type === 'keyword_argument' ? written.field('value') : written;
    if (!node) return undefined;
    if (node.type === 'string') return findDtypeText(stringText(node.text) ?? '');
    const binding = resolve(frame, node);
    const known = findDtype(binding?.kind === 'library' ? binding.path : node.type === 'identifier' ? node.text : '');
    return known ?? formatNamedBy(value.term);
  },
  activated,
  givesParameters,
  // torch.max(x, d)[0], .values, values, indices = torch.max(x, d), return torch.max(x, d)
  takesOfPair({ parent }) {
    if (parent?.type === 'assignment') return /(pattern|tuple)/.test(parent.field('left')?.type ?? '');
    return parent?.type === 'subscript' || parent?.type === 'attribute' || parent?.type === 'return_statement';
  },
  shares(call) {
    const callee = call.field('function');
    if (call.field('arguments')?.named.some(({ text }) => /^copy\s*=\s*False$/.test(text))) return true;
    return sharesPlace((callee?.field('attribute') ?? callee)?.text ?? '');
  },
};
