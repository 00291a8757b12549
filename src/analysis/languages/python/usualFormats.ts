// The format that a text has a library compute in where nothing is said: torch.set_default_dtype(torch.float64) and its kin, anywhere in it.
import type { FormatName } from '../../../kernels/index.ts';
import type { ParsedSource } from '../parser.ts';
import { withoutBrackets } from '../shared/brackets.ts';
import type { SyntaxNode } from '../syntax.ts';
import { findDtype, findDtypeText } from './libraries/dtypes.ts';
import { jax, tensorflow, torch } from './libraries/families.ts';
import { stringText } from './lower/literals.ts';

/** By what a library is called. */
export type UsualFormats = ReadonlyMap<string, FormatName>;

const words = /set_default_(?:dtype|tensor_type)|set_floatx|jax_enable_x64/;

export function usualFormatsIn(sources: readonly Pick<ParsedSource, 'root'>[]): UsualFormats {
  const found = new Map<string, FormatName>();
  const several = new Set<string>();
  for (const { root } of sources) {
    if (!words.test(root.source.text)) continue;
    for (const [library, format] of settingsIn(root)) {
      if ((found.get(library) ?? format) !== format) several.add(library);
      found.set(library, format);
    }
  }
  for (const library of several) found.delete(library);
  return found;
}

function settingsIn(root: SyntaxNode): readonly (readonly [string, FormatName])[] {
  const found: (readonly [string, FormatName])[] = [];
  const queue = [root];
  for (let node = queue.pop(); node; node = queue.pop()) {
    queue.push(...node.named);
    const setting = node.type === 'call' ? settingOf(node) : undefined;
    if (setting) found.push(setting);
  }
  return found;
}

function settingOf(call: SyntaxNode): readonly [string, FormatName] | undefined {
  const callee = call.field('function');
  const [first, second] = (call.field('arguments')?.named ?? [])
    .filter(({ type }) => type !== 'comment')
    .map((argument) => withoutBrackets(argument.field('value') ?? argument));
  const name = ((callee && withoutBrackets(callee))?.field('attribute') ?? callee)?.text;
  switch (name) {
    case 'set_default_dtype':
    case 'set_default_tensor_type':
      return setting(torch.name, first);
    case 'set_floatx':
      return setting(tensorflow.name, first);
    case 'update': {
      const isWide = first && stringText(first.text) === 'jax_enable_x64' && second?.type === 'true';
      return isWide ? [jax.name, 'float64'] : undefined;
    }
    default:
      return undefined;
  }
}

function setting(library: string, argument: SyntaxNode | undefined): readonly [string, FormatName] | undefined {
  if (!argument) return undefined;
  const text = stringText(argument.text);
  const last = argument.field('attribute')?.text ?? argument.text;
  // A name alone may be anything.
  const isNamed = argument.type === 'attribute' || argument.type === 'string';
  const isFloat = library === torch.name && argument.type === 'attribute' && last === 'float';
  const format = text === undefined ? findDtype(isFloat ? 'torch.float' : last) : findDtypeText(text);
  return isNamed && format && format !== 'integer' ? [library, format] : undefined;
}
