// Functions of the text that are given other arguments by a rewrite: it must be plain which function a call runs, that it does nothing
// else with what it is given, and that it takes any number.
import type { SyntaxNode } from '../../syntax.ts';
import { partsOf, rootOf } from '../../shared/around.ts';
import { callsForMore, callsOwn, doesMore, onlyDefinition, requireNoMoreOf } from '../../shared/write/callees.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { bareText } from '../lower/bareText.ts';
import { parametersOf } from '../lower/parameters.ts';
import { functions } from './callees.ts';
import type { Task } from './task.ts';

const another = 'what is called may be another function';

/**
 * Throws `Withheld` where some code is given to a function of the text which may be another when the code runs, does more than give a
 * value, or is typed to take something else. What is given to functions of libraries is left alone.
 * @param reference - the name of the function where the call is not written: x.map(weigh)
 */
export function requireHelper({ session }: Task, given: SyntaxNode, reference: SyntaxNode | undefined): void {
  requireNoMoreOf(session, reference ?? given, functions, ({ type }) => type === 'call_expression');
  const call = reference ?? (given.parent?.type === 'arguments' ? given.parent.parent : undefined);
  if (!call || !callsOwn(session, call)) return;
  if (reference && callsForMore(session, reference, functions).length > 0) throw new Withheld(doesMore);
  const callee = bareText(reference ?? call.field('function')!);
  const [, object, name] = /^(?:([\w$.]+)\.)?([\w$]+)$/.exec(callee) ?? [];
  const root = rootOf(given);
  const isOpen = object !== undefined && object !== 'this' && !isNamespace(root, object);
  const definition = name === undefined || isOpen ? undefined : definedOnce(root, name, object === 'this');
  if (!definition) throw new Withheld(another);
  const parameters = parametersOf(definition);
  // Of a call that is not written it would be given nothing but the element.
  const takesMore = parameters.length > 1 || /\barguments\b/.test(definition.text);
  if (reference && takesMore) throw new Withheld('the function may take the index, too');
  const [first] = parameters;
  if (first?.annotation && !isPlain(bareText(first.annotation), root))
    throw new Withheld('the function may take no other numbers');
}

function isNamespace(root: SyntaxNode, name: string): boolean {
  return [...partsOf(root)].some(
    ({ type, text }) => type === 'internal_module' && text.includes(` ${name.split('.').at(-1)} `),
  );
}

/** The only function of a name, where nothing else in the text is, or is given, that name. */
function definedOnce(root: SyntaxNode, name: string, isProperty: boolean): SyntaxNode | undefined {
  if (/\bObject\s*\.\s*(?:assign|definePropert)|\.\s*prototype\b|\beval\b/.test(root.text)) return undefined;
  const kind = isProperty ? /^property_identifier$/ : /^(?:identifier|shorthand_property_\w+)$/;
  const bindings = [...partsOf(root)].filter((part) => kind.test(part.type) && part.text === name && binds(part));
  return onlyDefinition(bindings, definitionAt);
}

function binds({ type, parent, start }: SyntaxNode): boolean {
  if (!parent) return false;
  if (type === 'shorthand_property_identifier_pattern' || /pattern|specifier|parameter/.test(parent.type)) return true;
  if (parent.type === 'formal_parameters' || parent.type === 'import_clause') return true;
  const isAt = (field: string) => parent.field(field)?.start === start;
  if (
    /^(?:function_declaration|generator_function_declaration|variable_declarator|method_definition)$/.test(parent.type)
  )
    return isAt('name');
  if (/assignment_expression|for_in_statement$/.test(parent.type)) return isAt('left');
  if (parent.type === 'pair') return isAt('key');
  if (/field_definition$/.test(parent.type)) return isAt('name') || isAt('property');
  // this.act = g
  const isStored = parent.type === 'member_expression' && isAt('property');
  return (
    isStored &&
    /assignment_expression$/.test(parent.parent?.type ?? '') &&
    parent.parent?.field('left')?.start === parent.start
  );
}

/** The function that a name is declared as, which nothing decorates. */
function definitionAt({ parent }: SyntaxNode): SyntaxNode | undefined {
  if (parent?.type === 'function_declaration' || parent?.type === 'method_definition') {
    const isAccessor = parent.children.some(({ text }) => /^(?:get|set|async|\*|static)$/.test(text));
    return isAccessor ? undefined : parent;
  }
  const value = parent?.type === 'variable_declarator' ? parent.field('value') : undefined;
  return value && /^(?:arrow_function|function_expression|function)$/.test(value.type) ? value : undefined;
}

/**
 * Whether a type is that of any number, or of arrays of any, by whatever name.
 * @param names - those that led to it: while a text is typed, a type may be its own
 */
function isPlain(annotation: string, root: SyntaxNode, names: readonly string[] = []): boolean {
  const type = annotation.replace(/^:/, '');
  if (/^(?:number|(?:readonly)?number\[\]|(?:Readonly)?Array<number>|Float(?:32|64)Array)$/.test(type)) return true;
  const alias =
    /^[\w$]+$/.test(type) && !names.includes(type)
      ? new RegExp(String.raw`\btype\s+${type}\s*=([^;\n]*)[;\n]`).exec(root.text)?.[1]
      : undefined;
  return alias !== undefined && isPlain(alias.replace(/\s/g, ''), root, [...names, type]);
}
