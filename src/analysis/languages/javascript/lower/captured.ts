// Variables that functions further in write to: when those run is not known, and so is what the variables hold.
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { addPattern, declaredNames, writesIn } from './ownNames.ts';
import { parametersOf } from './parameters.ts';

/** The functions of each scope; those of a class are of the scope around it. */
const functions = new WeakMap<Frame, SyntaxNode[]>();

/** Notes a function of a scope: what it writes to is looked at when a name is read that it could write to. */
export function noteFunction(frame: Frame, definition: SyntaxNode): void {
  let scope = frame;
  while (scope.isClass && scope.parent) scope = scope.parent;
  const known = functions.get(scope);
  if (known) known.push(definition);
  else functions.set(scope, [definition]);
}

/** Whether what a name holds, as seen from a frame, may be changed by a function at any time. */
export function isCaptured(frame: Frame, name: string): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const isHere = at.ownNames.has(name) || at.environment.get(name) !== undefined;
    if (!isHere) continue;
    return at.timesBound.has(name) && (functions.get(at) ?? []).some((definition) => writesTo(definition, name));
  }
  return false;
}

const known = new WeakMap<SyntaxNode, Map<string, boolean>>();

function writesTo(definition: SyntaxNode, name: string): boolean {
  const before = known.get(definition) ?? new Map<string, boolean>();
  known.set(definition, before);
  const found = before.get(name);
  if (found !== undefined) return found;
  // Most functions do not have the name at all, and then their syntax need not be looked at.
  const writes = definition.text.includes(name) && doesWrite(definition, name);
  before.set(name, writes);
  return writes;
}

function doesWrite(definition: SyntaxNode, name: string): boolean {
  const body = definition.field('body');
  if (!body) return false;
  const own = new Set(declaredNames(body));
  for (const { pattern } of parametersOf(definition)) addPattern(own, pattern);
  return !own.has(name) && writesIn(body).some((write) => write.name === name);
}
