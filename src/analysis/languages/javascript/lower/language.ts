import { formatNamed } from '../../shared/libraries/formats.ts';
import type { Language } from '../../shared/lower/language.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { findConstant } from '../libraries/index.ts';
import { sayings } from '../libraries/sayings.ts';
import { stringText } from './literals.ts';

/** What shared code asks of JavaScript and its libraries. */
export const language: Language = {
  // Layers run `call`, and models that were ported keep the names that they had.
  isImplicit: (method) => /^(__\w+__|forward|call)$/.test(method),
  sayings,
  // Arguments go by their place.
  parameterNames: {},
  findConstant,
  // "float32", or a name for it
  formatOf(frame, { node }) {
    if (node.type === 'string') return formatNamed(stringText(node.text) ?? '');
    if (node.type !== 'identifier') return undefined;
    const binding = lookUp(frame, node.text);
    const path = binding?.kind === 'library' ? binding.path : node.text;
    return formatNamed(path.slice(path.lastIndexOf('.') + 1));
  },
  activated: () => undefined,
};
