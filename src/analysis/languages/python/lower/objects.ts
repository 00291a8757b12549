// Objects of classes of the text: how they are made, and what their attributes are.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import type { Instance } from '../../shared/lower/callable.ts';
import {
  descendants,
  lineage,
  member,
  onlyClassWith,
  type ClassDefinition,
} from '../../shared/lower/classDefinition.ts';
import { leave, occur, syntaxOf, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { giveTerm } from '../../shared/lower/inlining.ts';
import type { Session } from '../../shared/lower/session.ts';
import { enter, type Followed } from './inline.ts';
import { isCommonMethod } from '../libraries/effects.ts';
import { mayRunFor } from './overrides.ts';
import { sharedAttribute } from './sharedAttributes.ts';

/** The methods that run where an object is called: Python's, then those of classes of libraries, PyTorch's and Keras's. */
export const callMethods: readonly string[] = ['__call__', 'forward', 'call'];

/** An object of a class, made by a call of it: its constructor is followed with the arguments. */
export function construct(
  frame: Frame,
  node: SyntaxNode,
  definition: ClassDefinition,
  args: Arguments,
  depth: number,
): Occurrence {
  const { session, store } = frame;
  const values = args.all.map(({ value }) => value);
  const key = `object ${definition.id} ${frame.id} ${session.ordinal(`${frame.id} ${definition.id}`)}`;
  const object = occur(frame, node, store.opaque(key, termsOf(values)), values);
  leave(frame, object);
  const attributes = new Map<string, Binding | undefined>();
  session.callables.set(object.term, { kind: 'instance', of: definition, attributes });
  const constructor = member(definition, '__init__');
  if (constructor?.kind !== 'function') {
    const fields = constructor ? [] : fieldsOf(definition);
    for (const [index, { keyword, value, unpacked }] of args.all.entries()) {
      const name = keyword ?? fields[index];
      if (name !== undefined && !unpacked && fields.includes(name))
        attributes.set(name, { kind: 'value', occurrence: value });
    }
    return object;
  }
  const inner = enter(frame, { definition: constructor.definition, receiver: object }, args, depth);
  for (const [name, binding] of inner ? ownAttributes(inner) : []) attributes.set(name, binding);
  return object;
}

/** The fields that the body of a class declares, in the order in which a constructor that is made of them takes them. */
function fieldsOf(definition: ClassDefinition): readonly string[] {
  const names = [...lineage(definition)].reverse().flatMap(({ occurrence }) =>
    (syntaxOf(occurrence)?.field('body')?.named ?? []).flatMap(({ named: [only] }) => {
      const target = only?.type === 'assignment' && only.field('type') ? only.field('left') : undefined;
      return target?.type === 'identifier' ? [target.text] : [];
    }),
  );
  return [...new Set(names)];
}

/** Whether an attribute is a field that whoever makes an object may give another value: temperature: float = 1.0 of a dataclass. */
function isGivenField({ imports }: Session, definition: ClassDefinition, name: string): boolean {
  if (member(definition, '__init__')?.kind === 'function') return false;
  const declaring = lineage(definition).find(({ frame }) => frame.environment.get(name));
  const node = declaring && syntaxOf(declaring.occurrence);
  const bases = node?.field('superclasses')?.text ?? '';
  const isMade =
    node?.parent?.type === 'decorated_definition' ||
    /\b(NamedTuple|TypedDict|BaseModel|BaseSettings|Struct|PyTreeNode)\b/.test(bases) ||
    (/\bModule\b/.test(bases) && imports.some(({ path }) => /^(flax|equinox)\b/.test(path)));
  return isMade && fieldsOf(definition).includes(name) && isLiteral(member(definition, name));
}

/** Whether a value is written out: what Field(…) and the like give is known to be no one number. */
function isLiteral(binding: Binding | undefined): boolean {
  if (binding?.kind !== 'value') return false;
  const { occurrence } = binding;
  return occurrence.term.kind === 'constant' || /^(none|true|false|string)$/.test(syntaxOf(occurrence)?.type ?? '');
}

/** The number that such a field is unless another is given. */
export function usualField({ session }: Frame, object: Term, name: string): number | undefined {
  const callable = session.callables.get(object);
  if (callable?.kind !== 'instance' || callable.attributes || !isGivenField(session, callable.of, name))
    return undefined;
  const usual = member(callable.of, name);
  return usual?.kind === 'value' && usual.occurrence.term.kind === 'constant' ? usual.occurrence.term.value : undefined;
}

/** What a method has left in the attributes of its object. */
export function ownAttributes({ receiver, environment }: Frame): readonly [string, Binding | undefined][] {
  if (!receiver) return [];
  const prefix = `${receiver.name}.`;
  return environment
    .names()
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), environment.get(name)]);
}

/** What an attribute of an object or a class of the text stands for; undefined if that is not known. */
export function attributeOf(frame: Frame, object: Occurrence, name: string): Binding | undefined {
  const { session } = frame;
  const callable = session.callables.get(object.term);
  if (callable?.kind === 'class') return bound(member(callable.definition, name), object, undefined);
  if (callable?.kind !== 'instance') return undefined;
  const near = fromCallers(frame, object, name);
  if (near) return near;
  const { of: definition, attributes } = callable;
  if (attributes?.has(name)) return attributes.get(name);
  if (!attributes) {
    const shared = sharedAttribute(session, definition, name);
    if (shared.assigned) return shared.binding;
    // What a method is called for may be of any class that extends this one.
    const others = descendants(definition).filter((derived) => derived.frame.environment.get(name));
    if (others.some((derived) => mayRunFor(frame, object.term, definition, derived))) return undefined;
    if (isGivenField(session, definition, name)) return undefined;
  }
  const own = member(definition, name);
  // What a library's own class calls where its object is called.
  const called = !own && name === '__call__' && definition.extendsUnknown ? callMethods.slice(1) : [];
  const other = called.map((each) => member(definition, each)).find((each) => each);
  return bound(own ?? other, definition.occurrence, object);
}

/** A method as a class that the current one extends has it: super().f of the object that a method is of. */
export function inherited(frame: Frame, node: SyntaxNode, name: string): Followed | undefined {
  for (let near: Frame | undefined = frame; near; near = near.parent) {
    const { receiver, parent } = near;
    const own = parent?.classDefinition;
    if (!receiver || !own) continue;
    for (const base of lineage(own).slice(1)) {
      const binding = base.frame.environment.get(name);
      if (binding?.kind !== 'function') continue;
      const object = occur(frame, node, receiver.term, [], { form: 'read' });
      const followed = bound(binding, base.occurrence, object);
      return followed?.kind === 'function' ? { ...followed, name: receiver.name } : undefined;
    }
    return undefined;
  }
  return undefined;
}

/** Notes that an attribute in which the constructor leaves a parameter as it is has another value from outside. */
export function giveAttribute(frame: Frame, object: Occurrence, name: string, value: Term): void {
  const { session } = frame;
  const callable = session.callables.get(object.term);
  // Of the object that methods are lowered for, they tell themselves.
  if (callable?.kind !== 'instance' || !callable.attributes) return;
  const constructor = member(callable.of, '__init__');
  const { binding } = sharedAttribute(session, callable.of, name);
  const left = binding?.kind === 'value' ? binding.occurrence.term : undefined;
  if (constructor?.kind !== 'function' || left?.kind !== 'variable' || left.role !== 'parameter') return;
  if (left.scope !== constructor.definition.id) return;
  giveTerm(frame, constructor.definition, left, value);
}

/** The attribute as the callers of this inlined copy left it. */
function fromCallers(frame: Frame, object: Occurrence, name: string): Binding | undefined {
  for (let near: Frame | undefined = frame; near; near = near.caller) {
    const { receiver, calledOn, caller } = near;
    if (receiver?.term !== object.term) continue;
    const binding =
      near.environment.get(`${receiver.name}.${name}`) ??
      (calledOn === undefined ? undefined : caller?.environment.get(`${calledOn}.${name}`));
    if (binding) return binding;
  }
  return undefined;
}

/** A member as it is read from an object, or from the class if there is none. */
function bound(binding: Binding | undefined, ofClass: Occurrence, object: Occurrence | undefined): Binding | undefined {
  if (binding?.kind !== 'function') return binding;
  const { definition } = binding;
  switch (definition.decoration) {
    case 'static':
      return { kind: 'function', definition };
    case 'class':
      return { kind: 'function', definition, receiver: ofClass };
    default:
      return { kind: 'function', definition, receiver: object };
  }
}

/** The method that a call of an object runs. A class that extends one of a library may be run by that. */
export function methodFor(frame: Frame, object: Occurrence, { of: definition }: Instance): Followed | undefined {
  const names = definition.extendsUnknown ? callMethods : callMethods.slice(0, 1);
  for (const name of names) {
    const binding = attributeOf(frame, object, name);
    if (binding) return binding.kind === 'function' ? binding : undefined;
  }
  return undefined;
}

/**
 * What a method is of a parameter that is called for it, where one class in sight alone has a method of that name,
 * and objects of libraries have none: then it is taken for an object of that class.
 */
export function guessedMethod(frame: Frame, node: SyntaxNode, object: Occurrence, name: string): Followed | undefined {
  const { session, store } = frame;
  if (object.term.kind !== 'variable' || object.term.role !== 'parameter' || isCommonMethod(name)) return undefined;
  if (session.typed.has(object.term) || session.callables.has(object.term)) return undefined;
  const definition = onlyClassWith(frame, name);
  if (!definition) return undefined;
  const guessed = store.opaque(`an object of ${definition.id}`, [object.term]);
  session.callables.set(guessed, { kind: 'instance', of: definition, attributes: undefined });
  const binding = attributeOf(frame, occur(frame, node, guessed, [object], { form: 'read' }), name);
  return binding?.kind === 'function' ? binding : undefined;
}
