// Functions of the text that are given other arguments by a rewrite: it must be plain which function a call runs, and that it does
// nothing else with what it is given.
import type { SyntaxNode } from '../../syntax.ts';
import { partsOf, rootOf } from '../../shared/around.ts';
import { functionAround } from '../around.ts';
import { callsOwn, onlyDefinition, requireNoMoreOf } from '../../shared/write/callees.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { bareText } from '../lower/bareText.ts';
import { functions } from './callees.ts';
import type { Task } from './task.ts';

const another = 'what is called may be another function';

/**
 * Throws `Withheld` where some code is given to a function of the text which may be another when the code runs, or does more than give
 * a value. What is given to functions of libraries is left alone.
 */
export function requireHelper(task: Task, given: SyntaxNode): void {
  requireNoMoreOf(task.session, given, functions, ({ type }) => type === 'call');
  const call = callGiven(given);
  const called = /^\w+/.exec(bareText(call?.field('function')))?.[0];
  if (called !== undefined && isRebound(rootOf(given).text, called)) throw new Withheld(another);
  if (!call || !callsOwn(task.session, call)) return;
  const callee = bareText(call.field('function'));
  const name = /^(?:self\.|cls\.)?(\w+)$/.exec(callee)?.[1];
  const definition = name === undefined ? undefined : definedOnce(rootOf(given), name);
  if (!definition) throw new Withheld(another);
  // A list that is gone through has no arithmetic, nor has what is made a number there.
  if (/\b(?:for|while|map)\b/.test(definition.text)) throw new Withheld('the function takes them one by one');
  if (converting.test(definition.text)) throw new Withheld('the function may be given something else than numbers');
}

const converting = /\b(?:float|int|complex|Decimal|list|tuple|\w*array|\w*tensor|fromiter|from_numpy|numpy|stack)\s*\(/;

/**
 * Throws `Withheld` where exponentials are taken by a module that is a parameter, np by default, and the text has another that is called
 * otherwise.
 */
export function requireModule(node: SyntaxNode): void {
  const module = /^(\w+)\./.exec(bareText(callGiven(node)?.field('function')))?.[1];
  const parameters = functionAround(node)?.field('parameters')?.text ?? '';
  // D=np.array([]) has it in a default, np=numpy as a name.
  if (module === undefined || !new RegExp(String.raw`[(,*]\s*${module}\s*[,)=:]`).test(parameters)) return;
  if (/\b(?:torch|tensorflow|tf|mlx)\b/.test(rootOf(node).text))
    throw new Withheld('the module may be another library');
}

/** The call whose argument some code is, as it stands. */
function callGiven({ parent }: SyntaxNode): SyntaxNode | undefined {
  const list = parent?.type === 'keyword_argument' ? parent.parent : parent;
  return list?.type === 'argument_list' ? list.parent : undefined;
}

/** The definition that is all that a text says of a name, but for calls. */
function definedOnce(root: SyntaxNode, name: string): SyntaxNode | undefined {
  const { text } = root;
  if (/\b(?:setattr|globals|locals|vars|exec|__dict__|__getattr(?:ibute)?__)\b|\bimport\s*\*/.test(text))
    return undefined;
  if (isRebound(text, name) || new RegExp(String.raw`\.${name}\s*=(?!=)`).test(text)) return undefined;
  const bindings = [...partsOf(root)].filter((part) => part.type === 'identifier' && part.text === name && binds(part));
  return onlyDefinition(bindings, definitionAt);
}

/** Whether a function gives a name of another scope another value: global f */
function isRebound(text: string, name: string): boolean {
  return new RegExp(String.raw`\b(?:global|nonlocal)\b[^\n#;]*\b${name}\b`).test(text);
}

function binds({ parent, start }: SyntaxNode): boolean {
  if (!parent) return false;
  if (/^(?:function_definition|class_definition)$/.test(parent.type)) return parent.field('name')?.start === start;
  if (/^(?:aliased_import|dotted_name|as_pattern_target|named_expression|augmented_assignment)$/.test(parent.type))
    return true;
  if (/parameters?$|pattern/.test(parent.type)) return true;
  const isTarget = /^(?:assignment|for_statement|for_in_clause)$/.test(parent.type);
  return isTarget && parent.field('left')?.start === start;
}

/** def f(x): …, f = lambda x: … without decorators. */
function definitionAt({ parent }: SyntaxNode): SyntaxNode | undefined {
  if (parent?.type === 'function_definition')
    return parent.parent?.type === 'decorated_definition' ? undefined : parent;
  const value = parent?.type === 'assignment' ? parent.field('right') : undefined;
  return value?.type === 'lambda' ? value : undefined;
}
