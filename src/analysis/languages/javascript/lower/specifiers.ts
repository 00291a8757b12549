// The dotted names of imported modules.
import type { Frame } from '../../shared/lower/frame.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { libraryOf } from '../libraries/index.ts';
import { isOfProject, seenFrom } from '../modulePath.ts';
import { stringText } from './literals.ts';

/** The dotted name of a module, as it is imported in a frame: of a file, its path from the document or its other name, in quotes. */
export function modulePath(frame: Frame, specifier: string): string {
  return isFile(specifier) ? JSON.stringify(seenFrom(frame.module.moduleName, specifier)) : libraryOf(specifier);
}

/** The name of what a module exports without one; a package is taken for what it exports so. */
export function defaultOf(frame: Frame, specifier: string): string {
  const module = modulePath(frame, specifier);
  return isFile(specifier) ? `${module}.default` : module;
}

/** Whether it may be a file of the project: a library that is known is none. */
function isFile(specifier: string): boolean {
  return isOfProject(specifier) && libraryOf(specifier) === JSON.stringify(specifier);
}

/** The module of require('…') and import('…'). */
export function requiredModule(call: SyntaxNode): string | undefined {
  const callee = call.field('function');
  if (callee?.text !== 'require' && callee?.type !== 'import') return undefined;
  const [only] = call.field('arguments')?.named ?? [];
  return only?.type === 'string' ? stringText(only.text) : undefined;
}
