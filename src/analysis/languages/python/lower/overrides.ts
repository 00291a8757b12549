// Whether a method may run for objects of a class that extends its own: not where that has a method of its own in its place.
import type { Term } from '../../../terms/term.ts';
import { lineage, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import type { Frame } from '../../shared/lower/frame.ts';

/**
 * Whether what is lowered may be run for an object of a derived class.
 * @param object - what the method that is lowered has as its object
 */
export function mayRunFor(frame: Frame, object: Term, definition: ClassDefinition, derived: ClassDefinition): boolean {
  const method = methodAround(frame, object, definition);
  if (method === undefined) return true;
  const own = new Set(lineage(definition));
  const between = lineage(derived).filter((each) => !own.has(each));
  if (!between.some(({ frame: body }) => body.environment.get(method)?.kind === 'function')) return true;
  // What is replaced still runs where a method calls it as that of the class above.
  const above = new RegExp(`(?:\\bsuper\\s*\\([^)]*\\)|\\b[A-Z]\\w*)\\s*\\.\\s*${method}(?!\\w)`);
  return between.some(({ frame: body }) =>
    body.methods.some((each) => {
      frame.session.trace?.reads(each);
      return above.test(each.node.text);
    }),
  );
}

/** The name of the method of a class in which code stands that is lowered for itself, or that calls it. */
function methodAround(frame: Frame, object: Term, { frame: body }: ClassDefinition): string | undefined {
  let outermost = frame;
  while (outermost.caller) outermost = outermost.caller;
  for (let near: Frame | undefined = outermost; near; near = near.parent) {
    if (near.receiver?.term !== object) continue;
    const { id } = near;
    return body.methods.find((method) => method.id === id)?.node.field('name')?.text;
  }
  return undefined;
}
