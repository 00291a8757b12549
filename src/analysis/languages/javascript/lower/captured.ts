// Variables that functions further in write to: when those run is not known, and so is what the variables hold.
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../python/lower/frame.ts';
import { addPattern, declaredNames, writesIn } from './ownNames.ts';
import { parametersOf } from './parameters.ts';

const captured = new WeakMap<Frame, Set<string>>();

/** Notes what a function writes to that is not its own. */
export function noteCaptured(frame: Frame, definition: SyntaxNode): void {
  const body = definition.field('body');
  if (!body) return;
  const own = new Set(declaredNames(body));
  for (const { pattern } of parametersOf(definition)) addPattern(own, pattern);
  for (const { name } of writesIn(body)) {
    if (own.has(name) || name.includes('.')) continue;
    for (let at: Frame | undefined = frame; at; at = at.parent) {
      const names = captured.get(at) ?? new Set();
      captured.set(at, names.add(name));
      if (at.ownNames.has(name)) break;
    }
  }
}

/** Whether what a name holds, as seen from a frame, may be changed by a function at any time. */
export function isCaptured(frame: Frame, name: string): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const isHere = at.ownNames.has(name) || at.environment.get(name) !== undefined;
    if (isHere) return captured.get(at)?.has(name) === true && at.timesBound.has(name);
  }
  return false;
}
