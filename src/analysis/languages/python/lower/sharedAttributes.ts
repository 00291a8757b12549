// What an attribute is in every method of a class: its value at the end of the method that assigns it. Where several do,
// they have to agree.
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { sameBinding, type Binding, type FunctionDefinition } from './binding.ts';
import { descendants, lineage, type ClassDefinition } from './classDefinition.ts';
import { lowerFunction } from './functions.ts';
import { assignedNames } from './ownNames.ts';
import { parametersOf } from './parameters.ts';
import type { Session } from './session.ts';

export interface SharedAttribute {
  /** Whether any method assigns it: then it is not what the body of the class says. */
  readonly assigned: boolean;
  readonly binding: Binding | undefined;
}

export function sharedAttribute(session: Session, definition: ClassDefinition, name: string): SharedAttribute {
  const key = `${definition.id} ${name}`;
  const known = session.sharedAttributes.get(key);
  if (known) return known;
  const methods = [...lineage(definition), ...descendants(definition)].flatMap(({ frame }) => frame.methods);
  const assigning = methods.filter((method) => assigns(method, name));
  if (assigning.length === 0) return { assigned: false, binding: undefined };
  const unknown = { assigned: true, binding: undefined };
  session.sharedAttributes.set(key, unknown); // what is assigned in terms of itself is not known
  const bindings: (Binding | undefined)[] = [];
  for (const method of assigning) {
    const frame = lowerFunction(method);
    if (!frame.finished) {
      session.sharedAttributes.delete(key); // it is being lowered right now; asked later, it can be told
      return unknown;
    }
    const binding = atEnd(frame.receiver?.name, frame, name);
    if (!isNone(binding)) bindings.push(binding);
  }
  const found = { assigned: true, binding: agreed(bindings) };
  session.sharedAttributes.set(key, found);
  return found;
}

function assigns({ node, decoration }: FunctionDefinition, name: string): boolean {
  const [self] = decoration === 'static' ? [] : parametersOf(node);
  const body = node.field('body');
  return self !== undefined && body !== undefined && assignedNames(body).has(`${self.name}.${name}`);
}

/** Undefined also where the method can end before its last assignment. */
function atEnd(self: string | undefined, frame: ReturnType<typeof lowerFunction>, name: string): Binding | undefined {
  if (self === undefined) return undefined;
  const path = `${self}.${name}`;
  const early = frame.returns > (frame.environment.ended ? 1 : 0);
  return early && (frame.timesBound.get(path) ?? 0) > 1 ? undefined : frame.environment.get(path);
}

/** `self.y = None` says that there is no value yet. */
function isNone(binding: Binding | undefined): boolean {
  const term = binding?.kind === 'value' ? binding.occurrence.term : undefined;
  return term?.kind === 'opaque' && term.key === 'none None';
}

function agreed(bindings: readonly (Binding | undefined)[]): Binding | undefined {
  const [first] = bindings;
  if (!first || !bindings.every((binding) => binding && agree(binding, first))) return undefined;
  return first.kind === 'value' && isInitial(first.occurrence.term) ? undefined : first;
}

function agree(a: Binding, b: Binding): boolean {
  return sameBinding(a, b) || (a.kind === 'value' && b.kind === 'value' && a.occurrence.term === b.occurrence.term);
}

/** Zeros and random numbers are what learning starts with, wherever it goes on; lists are filled. */
function isInitial(term: Term): boolean {
  if (term.kind === 'stack') return true;
  return [...subterms(term)].some((part) => part.kind === 'opaque' && /^full |rand/.test(part.key));
}
