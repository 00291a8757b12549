// What can be gone through only once: iterators and open files, also those that calls give to a parameter.
import { partsOf, partsWith, rootOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { functionAround } from '../around.ts';
import { makesIterator } from '../libraries/effects.ts';
import { yields } from '../lower/inline.ts';
import type { Task } from './task.ts';

/** Whether what has a name may be empty once it was gone through; `zip(a, b)` is made anew where it is written again, of a and b. */
export function isForOnce(task: Task, sequence: SyntaxNode): boolean {
  if (sequence.type === 'identifier') return isNameForOnce(task, sequence, sequence.text);
  return sequence.text === 'sys.stdin' || givenTo(sequence).some((given) => isForOnce(task, given));
}

/** What a sequence is made of that goes through it: x and y of zip(x, y). */
export function givenTo(sequence: SyntaxNode): readonly SyntaxNode[] {
  const callee = sequence.type === 'call' ? sequence.field('function') : undefined;
  const goesThrough = callee?.type === 'identifier' && !/^(?:x?range|len)$/.test(callee.text);
  return goesThrough
    ? (sequence.field('arguments')?.named ?? []).filter(({ type }) => type !== 'keyword_argument')
    : [];
}

/** The same for a name at a node. */
export function isNameForOnce({ notes }: Task, node: SyntaxNode, name: string): boolean {
  const definition = functionAround(node);
  if (definition === undefined) return isMadeIterator(rootOf(node), name);
  if (isMadeIterator(definition, name)) return true;
  // What any function of the text calls it with.
  notes.isLocal = false;
  return isGivenIterator(definition, name);
}

/** Whether some code makes an iterator: `open(path)`, `map(f, x)`, `(f(v) for v in x)`, a function of the text that yields. */
function givesIterator(node: SyntaxNode): boolean {
  if (node.type === 'generator_expression') return true;
  if (node.type === 'attribute') return node.text === 'sys.stdin';
  const callee = node.type === 'call' ? node.field('function') : undefined;
  if (!callee) return false;
  const name = (callee.field('attribute') ?? callee).text;
  if (makesIterator(name) || name === 'open' || name === 'fdopen') return true;
  return callee.type === 'identifier' && definitionsOf(node, name).some(isGenerator);
}

function isGenerator(definition: SyntaxNode): boolean {
  if (yields(definition)) return true;
  const body = definition.field('body');
  const last = body?.named.at(-1);
  return last?.type === 'return_statement' && last.named[0]?.type === 'generator_expression';
}

/** Whether a name is bound to an iterator in some code: by an assignment, or as the file of a `with`. */
function isMadeIterator(within: SyntaxNode, name: string): boolean {
  return [...partsOf(within)].some((node) => {
    if (node.type === 'assignment') return node.field('left')?.text === name && isMadeBy(node.field('right'));
    if (node.type !== 'as_pattern') return false;
    const [made, alias] = node.named;
    return alias?.text === name && made !== undefined && givesIterator(made);
  });
}

function isMadeBy(node: SyntaxNode | undefined): boolean {
  return node !== undefined && givesIterator(node);
}

/** Whether a call of the text gives an iterator to a parameter, by its place or by its name. */
function isGivenIterator(definition: SyntaxNode, parameter: string): boolean {
  return argumentsGiven(definition, parameter).some((argument) =>
    argument.type === 'identifier'
      ? isMadeIterator(functionAround(argument) ?? rootOf(argument), argument.text)
      : givesIterator(argument),
  );
}

/** What the calls of the text give to a parameter of a function. */
export function argumentsGiven(definition: SyntaxNode, parameter: string): readonly SyntaxNode[] {
  const called = definition.field('name')?.text;
  const names = (definition.field('parameters')?.named ?? []).map(nameOfParameter);
  if (called === undefined || !names.includes(parameter)) return [];
  const isMethod = names[0] === 'self' || names[0] === 'cls';
  const index = names.indexOf(parameter) - (isMethod ? 1 : 0);
  return [...partsWith(called, rootOf(definition))].flatMap((node) => {
    const callee = node.type === 'call' ? node.field('function') : undefined;
    if (!callee || (callee.field('attribute') ?? callee).text !== called) return [];
    const args = node.field('arguments');
    // f(v for v in x) has no parentheses of its own.
    if (args?.type === 'generator_expression') return index === 0 ? [args] : [];
    const given = (args?.named ?? []).filter(({ type }) => type !== 'comment');
    const byName = given.find((each) => each.type === 'keyword_argument' && each.field('name')?.text === parameter);
    const argument = byName?.field('value') ?? given.filter(({ type }) => type !== 'keyword_argument')[index];
    return argument ? [argument] : [];
  });
}

function nameOfParameter(node: SyntaxNode): string {
  return (node.field('name') ?? node.named[0] ?? node).text;
}

function definitionsOf(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  return [...partsWith(name, rootOf(node))].filter(
    (each) => each.type === 'function_definition' && each.field('name')?.text === name,
  );
}
