// What names stand for.
import type { Binding } from './binding.ts';
import type { Frame } from './frame.ts';

/** The binding of a name as seen from a frame, or undefined if the text does not tell. */
export function lookUp(frame: Frame, name: string): Binding | undefined {
  if (frame.ownNames.has(name)) return frame.environment.get(name);
  const here = frame.environment.get(name);
  if (here) return here;
  for (let outer = frame.parent; outer; outer = outer.parent) {
    if (outer.isClass) continue;
    const binding = outer.environment.get(name);
    if (!binding) continue;
    // A function runs at some later time: only what is bound once is sure to be that then.
    const sure = (outer.timesBound.get(name) ?? 0) <= 1 || binding.kind !== 'value';
    return sure ? binding : undefined;
  }
  return undefined;
}
