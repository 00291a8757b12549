// Models, losses and objects that one function makes and keeps in a variable around it, where others read them.
import type { Binding, FunctionDefinition } from './binding.ts';
import type { Frame } from './frame.ts';
import { isNothing } from './nothing.ts';

const kept: ReadonlySet<string> = new Set(['sequence', 'model', 'activated', 'configured', 'instance']);

/** Whether a variable holds nothing before a function sets it. */
export function isUnset(initial: Binding | undefined): boolean {
  return !initial || (initial.kind === 'value' && isNothing(initial.occurrence.term));
}

/** What a function leaves in a variable around it, if that is there to be called, or to be asked for its attributes. */
export function keptBy(
  { session }: Frame,
  definition: FunctionDefinition,
  name: string,
  lower: (definition: FunctionDefinition) => Frame,
): Binding | undefined {
  session.trace?.reads(definition);
  const inner = lower(definition);
  const binding = inner.finished ? inner.environment.get(name) : undefined;
  const callable = binding?.kind === 'value' ? session.callables.get(binding.occurrence.term) : undefined;
  return callable && kept.has(callable.kind) ? binding : undefined;
}
