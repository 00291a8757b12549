// Modules as AMD gives them: define(['d3'], function (d3) { … }) and require(['d3'], …), as of RequireJS.
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { stringText } from './literals.ts';
import { defaultOf } from './specifiers.ts';

const loaders = /^(?:define|require|requirejs)$/;

/** What a parameter of a function stands for that is run once modules are loaded. */
export function loadedModule(frame: Frame, { parent }: SyntaxNode, index: number): Binding | undefined {
  const call = parent?.type === 'arguments' ? parent.parent : undefined;
  if (!call || !loaders.test(call.field('function')?.text ?? '')) return undefined;
  const name = parent?.named.find(({ type }) => type === 'array')?.named[index];
  const specifier = name?.type === 'string' ? stringText(name.text) : undefined;
  return specifier === undefined ? undefined : { kind: 'library', path: defaultOf(frame, specifier) };
}
