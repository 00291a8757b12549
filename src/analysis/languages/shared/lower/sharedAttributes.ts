// What an attribute is in every method of a class: its value at the end of the method that assigns it. Where several do,
// they have to agree.
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { sameBinding, type Binding, type FunctionDefinition } from './binding.ts';
import { descendants, lineage, type ClassDefinition } from './classDefinition.ts';
import type { Frame } from './frame.ts';
import { isNothing } from './nothing.ts';
import type { Session, SharedAttribute } from './session.ts';
import type { Left } from './trace.ts';

/** How a language writes methods. */
export interface Methods {
  /** What a method calls its object; undefined of one that has none. */
  selfOf(method: FunctionDefinition): string | undefined;
  /** The names, those with dots included, that the body of a method assigns. */
  assignedIn(method: FunctionDefinition): Iterable<string>;
  lower(method: FunctionDefinition): Frame;
  /** What the body of a class gives an attribute of each of its objects, before any method does. */
  fieldOf?(definition: ClassDefinition, name: string): Binding | undefined;
  /** An attribute as methods read it that nothing is known of. */
  unknownAttribute?(definition: ClassDefinition, name: string): Term;
  /** Notes what an attribute that nothing else is known of is like, by what its methods leave in it. */
  noteKind?(attribute: Term, values: readonly Term[]): void;
  /** How the keys of values begin that are there to be filled or changed. */
  readonly initial: RegExp;
  /** Whether a value that is no array is there to be filled, as a dictionary is. */
  readonly isFilled?: (value: Term, session: Session) => boolean;
}

export function sharedAttribute(
  session: Session,
  definition: ClassDefinition,
  name: string,
  methods: Methods,
): SharedAttribute {
  const key = `${definition.id} ${name}`;
  const { trace } = session;
  trace?.asks(key, methodsAssigning(definition, name, methods));
  const known = session.sharedAttributes.get(key);
  if (known) return known;
  const tell = () => told(session, definition, name, methods);
  return trace ? trace.telling(key, tell) : tell();
}

function told(session: Session, definition: ClassDefinition, name: string, methods: Methods): SharedAttribute {
  const key = `${definition.id} ${name}`;
  const assigning = methodsAssigning(definition, name, methods);
  const fields = lineage(definition).flatMap((each) => methods.fieldOf?.(each, name) ?? []);
  if (assigning.length + fields.length === 0) return { assigned: false, binding: undefined };
  const unknown = { assigned: true, binding: undefined };
  session.sharedAttributes.set(key, unknown); // what is assigned in terms of itself is not known
  // Where methods assign it, what the body of the class gives is there to be replaced.
  const bindings: (Binding | undefined)[] = assigning.length > 0 ? [] : fields.slice(0, 1);
  for (const method of assigning) {
    const frame = methods.lower(method);
    if (!frame.finished) {
      session.trace?.meets(method);
      session.sharedAttributes.delete(key); // it is being lowered right now; asked later, it can be told
      const asked = methods.unknownAttribute?.(definition, name);
      if (asked) session.attributes.set(asked, () => valuesLeft(definition, name, methods));
      return unknown;
    }
    const binding = atEnd(methods.selfOf(method), frame, name);
    if (!isNone(binding)) bindings.push(binding);
  }
  const found = { assigned: true, binding: agreed(session, bindings, methods) };
  const term = found.binding ? undefined : methods.unknownAttribute?.(definition, name);
  const values = bindings.flatMap((binding) => (binding?.kind === 'value' ? binding.occurrence.term : []));
  if (term) {
    for (const value of values) session.callers.leave(term, value);
    if (values.length === bindings.length) methods.noteKind?.(term, values);
  }
  session.sharedAttributes.set(key, found);
  return found;
}

/** The methods of a class, of what it extends and of what extends it, that assign an attribute. */
export function methodsAssigning(
  definition: ClassDefinition,
  name: string,
  methods: Methods,
): readonly FunctionDefinition[] {
  return [...lineage(definition), ...descendants(definition)].flatMap(({ frame }) =>
    assigningMethods(frame, name, methods),
  );
}

/** What each method leaves in an attribute; nothing where one is not known, or not yet. */
export function valuesLeft(definition: ClassDefinition, name: string, methods: Methods): readonly Term[] {
  const { session } = definition.frame;
  const assigning = methodsAssigning(definition, name, methods);
  session.trace?.ask(assigning);
  const values = assigning.map((method) => {
    const frame = session.lowered.get(method);
    return frame?.finished ? atEnd(methods.selfOf(method), frame, name) : undefined;
  });
  return values.every((value) => value?.kind === 'value') ? values.map(({ occurrence }) => occurrence.term) : [];
}

function assigningMethods(body: Frame, name: string, methods: Methods): readonly FunctionDefinition[] {
  const { assigning } = body.session;
  let known = assigning.get(body);
  if (!known) assigning.set(body, (known = { methods: 0, byName: new Map() }));
  for (; known.methods < body.methods.length; known.methods++) {
    const method = body.methods[known.methods]!;
    for (const attribute of assignedAttributes(body.session, method, methods)) {
      const others = known.byName.get(attribute);
      if (others) others.push(method);
      else known.byName.set(attribute, [method]);
    }
  }
  return known.byName.get(name) ?? [];
}

function assignedAttributes({ texts }: Session, method: FunctionDefinition, methods: Methods): readonly string[] {
  const self = methods.selfOf(method);
  if (self === undefined) return [];
  const prefix = `${self}.`;
  const facts = texts?.get(method.node.text);
  const assigned = facts?.assigned ?? new Set(methods.assignedIn(method));
  if (facts) facts.assigned = assigned;
  const names = [...assigned].filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length));
}

/** What a method leaves in each attribute of its object. */
export function leftBy(self: string, frame: Frame): readonly Left[] {
  const { callables } = frame.session;
  const isPlain = (term: Term) => {
    const callable = callables.get(term);
    return !callable || callable.kind === 'class' || (callable.kind === 'instance' && !callable.attributes);
  };
  const names = frame.environment.names().filter((name) => name.startsWith(`${self}.`));
  return names.map((name) => {
    const binding = atEnd(self, frame, name.slice(self.length + 1));
    const plain = binding?.kind !== 'value' || [...subterms(binding.occurrence.term)].every(isPlain);
    return { name, binding, isPlain: plain };
  });
}

/** Undefined also where the method can end before its last assignment. */
function atEnd(self: string | undefined, frame: Frame, name: string): Binding | undefined {
  if (self === undefined) return undefined;
  const path = `${self}.${name}`;
  const times = frame.timesBound.get(path) ?? 0;
  const isOpen = times === Infinity || (times > 1 && frame.boundLate.has(path));
  return isOpen ? undefined : frame.environment.get(path);
}

/** `self.y = None` says that there is no value yet. */
function isNone(binding: Binding | undefined): boolean {
  return binding?.kind === 'value' && isNothing(binding.occurrence.term);
}

/** What all methods leave, or all but those that make what is there to be replaced: zeros, 1 / k for each of k. */
function agreed(session: Session, bindings: readonly (Binding | undefined)[], methods: Methods): Binding | undefined {
  const isFirst = (binding: Binding | undefined) =>
    binding?.kind === 'value' && isInitial(session, binding.occurrence.term, methods);
  const later = bindings.filter((binding) => !isFirst(binding));
  const [first] = later;
  if (!first || !later.every((binding) => binding && agree(binding, first))) return undefined;
  return later.length < bindings.length && !isShare(first) ? undefined : first;
}

/** A softmax: whatever took its place before is a distribution, too. */
function isShare(binding: Binding): boolean {
  if (binding.kind !== 'value') return false;
  const { term } = binding.occurrence;
  if (term.kind === 'library') return term.name === 'softmax';
  return (
    term.kind === 'binary' &&
    term.name === 'divide' &&
    [...subterms(term.right)].some(
      (part) => part.kind === 'reduce' && part.name === 'sum' && part.operand === term.left,
    )
  );
}

function agree(a: Binding, b: Binding): boolean {
  return sameBinding(a, b) || (a.kind === 'value' && b.kind === 'value' && a.occurrence.term === b.occurrence.term);
}

/** Zeros and random numbers are what learning starts with, wherever it goes on; lists are filled. */
function isInitial(session: Session, term: Term, { initial, isFilled }: Methods): boolean {
  if (term.kind === 'stack' || isFilled?.(term, session)) return true;
  if (isNormalised(term)) return false;
  return [...subterms(term)].some((part) => part.kind === 'opaque' && initial.test(part.key));
}

/** Divided by its own length: random or learnt, it has length 1. */
function isNormalised(term: Term): boolean {
  if (term.kind !== 'binary' || term.name !== 'divide') return false;
  return [...subterms(term.right)].some(
    (part) => part.kind === 'reduce' && part.name === 'norm' && part.operand === term.left,
  );
}
