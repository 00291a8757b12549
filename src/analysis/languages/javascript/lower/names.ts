// What names and dotted names stand for.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { member } from '../../shared/lower/classDefinition.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { isCaptured } from './captured.ts';
import { setElsewhere } from './setElsewhere.ts';
import { isOverridden } from './implementations.ts';
import { inherited } from './instances.ts';
import { globalNamed } from '../libraries/index.ts';
import { partOfNamespace } from './namespaces.ts';
import { callableOf } from './objects.ts';
import { propertyOfAll } from './sharedAttributes.ts';
import { modulePath, noteModule, requiredModule } from './specifiers.ts';
import { lookUp, readName as read } from '../../shared/lower/names.ts';

/** The dotted name of `this.layer.weight` and its like; undefined if anything but names is in it. */
export function dottedName(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'identifier':
    case 'this':
      return node.text;
    case 'parenthesized_expression':
    case 'non_null_expression':
      return node.named[0] && dottedName(node.named[0]);
    case 'member_expression': {
      const object = node.field('object');
      const outer = object && dottedName(object);
      return outer && `${outer}.${node.field('property')?.text ?? ''}`;
    }
    default:
      return undefined;
  }
}

/** What an expression stands for where that is a library, something in one, a function or a followed name. */
export function resolve(frame: Frame, node: SyntaxNode): Binding | undefined {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
      return node.named[0] && resolve(frame, node.named[0]);
    case 'identifier':
    case 'this':
    case 'shorthand_property_identifier':
      return resolveName(frame, node.text);
    case 'call_expression':
      return required(frame, node) ?? madeLibrary(frame, node);
    case 'await_expression':
      return node.named[0]?.type === 'call_expression' ? required(frame, node.named[0]) : undefined;
    case 'member_expression':
      return resolveMember(frame, node);
    default:
      return undefined;
  }
}

export function resolveName(frame: Frame, name: string): Binding | undefined {
  return imported(frame, held(frame, name, lookUp(frame, name)) ?? setElsewhere(frame, name) ?? unbound(frame, name));
}

/** What names behind each other stand for, as they are written in a type: policies.Greedy */
export function resolveDotted(frame: Frame, [first, ...names]: readonly string[]): Binding | undefined {
  return names.reduce<Binding | undefined>(
    (object, name) => {
      if (object?.kind === 'library') return imported(frame, { kind: 'library', path: `${object.path}.${name}` });
      return object?.kind === 'value' ? methodOf(frame, object.occurrence, name) : undefined;
    },
    first === undefined ? undefined : resolveName(frame, first),
  );
}

/** Something of another file of the project is what that file says. */
function imported({ session }: Frame, binding: Binding | undefined): Binding | undefined {
  return binding?.kind === 'library' ? (session.modules.find(session, binding.path) ?? binding) : binding;
}

/** What a name holds, unless a function may have given it something else. */
function held(frame: Frame, name: string, binding: Binding | undefined): Binding | undefined {
  // A module that a function loads is what it was loaded from.
  const isModule = binding?.kind === 'library' && !binding.path.includes('.');
  return binding && !isModule && isCaptured(frame, name) ? undefined : binding;
}

function unbound(frame: Frame, name: string): Binding | undefined {
  const path = isDeclared(frame, name) ? undefined : globalNamed(name);
  if (path === undefined) return undefined;
  noteModule(frame, path);
  return { kind: 'library', path };
}

/** Whether a scope around declares a name, although what it is is not known here. */
function isDeclared(frame: Frame, name: string): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.ownNames.has(name) || at.timesBound.has(name)) return true;
  }
  return false;
}

/** require('…'), import('…') */
function required(frame: Frame, call: SyntaxNode): Binding | undefined {
  const specifier = requiredModule(call);
  if (specifier === undefined) return undefined;
  const path = modulePath(frame, specifier);
  frame.session.modules.want(path, []);
  return imported(frame, { kind: 'library', path });
}

/** What makes a library anew, with its own configuration. */
const making: Readonly<Record<string, string>> = { 'mathjs.create': 'mathjs' };

/** create(all, { matrix: 'Array' }) of mathjs; with numbers of another kind, nothing overflows where doubles do. */
function madeLibrary(frame: Frame, call: SyntaxNode): Binding | undefined {
  const callee = call.field('function');
  if (callee?.type !== 'identifier' && callee?.type !== 'member_expression') return undefined;
  const binding = resolve(frame, callee);
  const path = binding?.kind === 'library' ? binding.path : undefined;
  if (path === undefined || !Object.hasOwn(making, path) || /BigNumber|Fraction|bigint/.test(call.text))
    return undefined;
  return { kind: 'library', path: making[path]! };
}

function resolveMember(frame: Frame, node: SyntaxNode): Binding | undefined {
  const object = node.field('object');
  const property = node.field('property')?.text;
  if (!object || property === undefined) return undefined;
  if (object.type === 'super') return inherited(frame, object, property);
  const base = resolve(frame, object);
  if (base?.kind === 'library') return imported(frame, { kind: 'library', path: `${base.path}.${property}` });
  const path = dottedName(node);
  const here = path === undefined ? undefined : frame.environment.get(path);
  if (here ?? base?.kind !== 'value') return here;
  const isChanged = path !== undefined && lookUp(frame, path) !== undefined;
  return isChanged
    ? undefined
    : (methodOf(frame, base.occurrence, property) ?? sharedOf(frame, base.occurrence, property));
}

/** What a property of the object of a method is for every object of the class. */
function sharedOf({ session }: Frame, { term }: Occurrence, name: string): Binding | undefined {
  const callable = session.callables.get(term);
  if (callable?.kind !== 'instance' || isOverridden({ session }, { term }, name, false)) return undefined;
  return callable.attributes?.get(name) ?? propertyOfAll(session, callable.of, name);
}

/** A method of an object of a class of the text, of such a class, or of an object that is written out. */
export function methodOf(frame: Frame, object: Occurrence, name: string): Binding | undefined {
  const callable = frame.session.callables.get(object.term);
  if (callable?.kind !== 'instance' && callable?.kind !== 'class') {
    return callableOf(frame, object, name) ?? partOfNamespace(frame, object, name);
  }
  if (isOverridden(frame, object, name)) return undefined;
  const binding = member(callable.kind === 'class' ? callable.definition : callable.of, name);
  if (binding?.kind === 'function') return { ...binding, receiver: object };
  const isNumber = binding?.kind === 'value' && binding.occurrence.term.kind === 'constant';
  return callable.kind === 'class' && isNumber ? binding : undefined;
}

/** The value of a name or dotted name where it is read. */
export function readName(frame: Frame, node: SyntaxNode, binding: Binding | undefined): Occurrence {
  return read(frame, node, binding, isDeclared);
}
