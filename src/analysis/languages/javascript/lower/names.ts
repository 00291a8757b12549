// What names and dotted names stand for.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { member } from '../../shared/lower/classDefinition.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { isCaptured } from './captured.ts';
import { globalNamed, libraryOf } from '../libraries/index.ts';
import { stringText } from './literals.ts';
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
      return held(frame, node.text, lookUp(frame, node.text)) ?? unbound(frame, node.text);
    case 'call_expression':
      return required(node);
    case 'member_expression':
      return resolveMember(frame, node);
    default:
      return undefined;
  }
}

/** What a name holds, unless a function may have given it something else. */
function held(frame: Frame, name: string, binding: Binding | undefined): Binding | undefined {
  return binding?.kind === 'value' && isCaptured(frame, name) ? undefined : binding;
}

function unbound(frame: Frame, name: string): Binding | undefined {
  const path = isDeclared(frame, name) ? undefined : globalNamed(name);
  return path === undefined ? undefined : { kind: 'library', path };
}

/** Whether a scope around declares a name, although what it is is not known here. */
function isDeclared(frame: Frame, name: string): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.ownNames.has(name) || at.timesBound.has(name)) return true;
  }
  return false;
}

/** require('…') */
function required(call: SyntaxNode): Binding | undefined {
  if (call.field('function')?.text !== 'require') return undefined;
  const [only] = call.field('arguments')?.named ?? [];
  const specifier = only?.type === 'string' ? stringText(only.text) : undefined;
  return specifier === undefined ? undefined : { kind: 'library', path: libraryOf(specifier) };
}

function resolveMember(frame: Frame, node: SyntaxNode): Binding | undefined {
  const object = node.field('object');
  const property = node.field('property')?.text;
  if (!object || property === undefined) return undefined;
  const base = resolve(frame, object);
  if (base?.kind === 'library') return { kind: 'library', path: `${base.path}.${property}` };
  const path = dottedName(node);
  const here = path === undefined ? undefined : frame.environment.get(path);
  return here ?? (base?.kind === 'value' ? methodOf(frame, base.occurrence, property) : undefined);
}

/** A method of an object of a class of the text. */
export function methodOf({ session }: Frame, object: Occurrence, name: string): Binding | undefined {
  const callable = session.callables.get(object.term);
  if (callable?.kind !== 'instance') return undefined;
  const binding = member(callable.of, name);
  return binding?.kind === 'function' ? { ...binding, receiver: object } : undefined;
}

/** The value of a name or dotted name where it is read. */
export function readName(frame: Frame, node: SyntaxNode, binding: Binding | undefined): Occurrence {
  return read(frame, node, binding, isDeclared);
}
