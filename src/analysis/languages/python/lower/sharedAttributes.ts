// What an attribute is in every method of a class: its value at the end of the method that assigns it. Where several do,
// they have to agree.
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { sameBinding, type Binding, type FunctionDefinition } from '../../shared/lower/binding.ts';
import { descendants, lineage, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { mayHaveEntries } from './dictionaries.ts';
import { lowerFunction } from './functions.ts';
import { assignedNames } from './ownNames.ts';
import { parametersOf } from './parameters.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { isNothing } from '../../shared/lower/nothing.ts';
import type { Session, SharedAttribute } from '../../shared/lower/session.ts';

export function sharedAttribute(session: Session, definition: ClassDefinition, name: string): SharedAttribute {
  const key = `${definition.id} ${name}`;
  const known = session.sharedAttributes.get(key);
  if (known) return known;
  const assigning = [...lineage(definition), ...descendants(definition)].flatMap(({ frame }) =>
    assigningMethods(frame, name),
  );
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

function assigningMethods(body: Frame, name: string): readonly FunctionDefinition[] {
  const { assigning } = body.session;
  let known = assigning.get(body);
  if (!known) assigning.set(body, (known = { methods: 0, byName: new Map() }));
  for (; known.methods < body.methods.length; known.methods++) {
    const method = body.methods[known.methods]!;
    for (const attribute of assignedAttributes(method)) {
      const others = known.byName.get(attribute);
      if (others) others.push(method);
      else known.byName.set(attribute, [method]);
    }
  }
  return known.byName.get(name) ?? [];
}

function assignedAttributes({ node, decoration }: FunctionDefinition): readonly string[] {
  const [self] = decoration === 'static' ? [] : parametersOf(node);
  const body = node.field('body');
  if (!self || !body) return [];
  const prefix = `${self.name}.`;
  return [...assignedNames(body)].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
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
  return binding?.kind === 'value' && isNothing(binding.occurrence.term);
}

function agreed(bindings: readonly (Binding | undefined)[]): Binding | undefined {
  const [first] = bindings;
  if (!first || !bindings.every((binding) => binding && agree(binding, first))) return undefined;
  return first.kind === 'value' && isInitial(first.occurrence.term) ? undefined : first;
}

function agree(a: Binding, b: Binding): boolean {
  return sameBinding(a, b) || (a.kind === 'value' && b.kind === 'value' && a.occurrence.term === b.occurrence.term);
}

/** Zeros and random numbers are what learning starts with, wherever it goes on; lists and dictionaries are filled. */
function isInitial(term: Term): boolean {
  if (term.kind === 'stack' || mayHaveEntries(term)) return true;
  return [...subterms(term)].some((part) => part.kind === 'opaque' && /^full |rand/.test(part.key));
}
