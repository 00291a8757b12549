// Loops and callbacks that run for each element.
import type { SyntaxNode } from '../../syntax.ts';
import type { Session } from '../../shared/lower/session.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { isFunction } from '../lower/functions.ts';
import { addPattern, declaredNames, isScope } from '../lower/ownNames.ts';
import { parametersOf, type Parameter } from '../lower/parameters.ts';
import { inOneLine } from './lines.ts';
import { isCheap, wordsIn } from './names.ts';
import type { Task } from './task.ts';
import { requireRepeatable } from './effects.ts';
import { preparationOf } from './preparation.ts';
import { sequenceOf } from './sequences.ts';

/** A loop, or the call of an array method with its callback. */
export interface Round {
  readonly node: SyntaxNode;
  /** Undefined of a loop. */
  readonly callback: SyntaxNode | undefined;
}

/** The innermost code around a node, or at it, that runs for each element. */
export function roundAround(node: SyntaxNode): Round {
  for (let at: SyntaxNode | undefined = node; at; at = at.parent) {
    if (at !== node && (at.type === 'for_statement' || at.type === 'for_in_statement'))
      return { node: at, callback: undefined };
    const call: SyntaxNode | undefined = at.parent?.type === 'arguments' ? at.parent.parent : undefined;
    const isCallback = isFunction(at) || at === node;
    if (call?.type === 'call_expression' && isCallback && arrayOf(call)) return { node: call, callback: at };
    if (isScope(at)) break;
  }
  throw new Withheld('the exponent is not taken in a loop or a callback of its own');
}

const ofArrays = /^(map|forEach|reduce|filter)$/;
/** d3.sum(x, Math.exp), _.sumBy(x, Math.exp) */
const ofSums = /^(sum|mean)(By)?$/;

/** The code of the array that a call runs its callback for. */
export function arrayOf(call: SyntaxNode): SyntaxNode | undefined {
  const callee = call.field('function');
  const name = callee?.field('property')?.text ?? '';
  if (callee?.type !== 'member_expression') return undefined;
  const [source, second] = call.field('arguments')?.named ?? [];
  // _.map(x, f) and d3.sum(x, f) have their array before their callback.
  const takesNames = ofArrays.test(name) || ofSums.test(name);
  if (source && second && !isFunction(source) && (takesNames ? isCallback(second) : isFunction(second))) {
    return source;
  }
  if (ofArrays.test(name)) return callee.field('object');
  return name === 'from' && /Array$/.test(callee.field('object')?.text ?? '') && source?.type !== 'object'
    ? source
    : undefined;
}

/** Whether some code can be what a method is given to call. */
function isCallback(node: SyntaxNode): boolean {
  return isFunction(node) || node.type === 'member_expression';
}

/** The code of what the rounds are for where that is not to be written twice. */
export function costlyArray(round: Round): SyntaxNode | undefined {
  const { node, callback } = round;
  if (callback) {
    const array = arrayOf(node);
    return array && (!isCheap(array) || isToBeCopied(round, array)) ? array : undefined;
  }
  const sequence = node.type === 'for_in_statement' ? node.field('right') : undefined;
  return sequence && (!isRepeatable(sequence) || isToBeCopied(round, sequence)) ? sequence : undefined;
}

/** Whether what the rounds are for is gone through by an array of the same: an iterator, and what `Array.from` takes and has no `reduce`. */
function isToBeCopied({ node, callback }: Round, array: SyntaxNode): boolean {
  const sequence = sequenceOf(array);
  if (callback) return isCopying(node) && sequence !== 'array';
  return sequence === 'once' && !isRepeatable(array, false);
}

/** Array.from(x, f) */
function isCopying(call: SyntaxNode): boolean {
  return call.field('function')?.field('property')?.text === 'from';
}

const views = /^(?:keys|values|entries)$/;

/** Whether some code gives the same elements again, at no more cost than going through them. */
function isRepeatable(sequence: SyntaxNode, isNamed = true): boolean {
  if (isNamed && isCheap(sequence)) return true;
  const callee = sequence.type === 'call_expression' ? sequence.field('function') : undefined;
  if (callee?.type !== 'member_expression' || !views.test(callee.field('property')?.text ?? '')) return false;
  const given = sequence.field('arguments')?.named ?? [];
  return [callee.field('object')!, ...given].every((each) => isCheap(each));
}

/** Code that gives what the rounds are for, so that it can be gone through several times. */
export function repeatable({ node, callback }: Round, array: SyntaxNode, code: string): string {
  const sequence = sequenceOf(array);
  if (!callback) {
    if (sequence === 'once' && mayEnd(node)) throw new Withheld('an iterator may not be gone through to its end');
    return node.field('operator')?.text === 'of' ? `[...${code}]` : code;
  }
  if (isCopying(node)) return sequence === 'array' ? code : `Array.from(${code})`;
  // What an iterator's own methods give is an iterator again.
  if (sequence === 'once') throw new Withheld('it may be an iterator, which is gone through once');
  return code;
}

/** Whether a loop may end before it has gone through everything. */
function mayEnd(loop: SyntaxNode): boolean {
  return /\b(?:break|return|throw|yield)\b/.test(loop.text);
}

/** What the largest is taken of in each round. */
export interface Exponent {
  /** Where all of it is read. */
  readonly node: SyntaxNode;
  readonly code: string;
}

/**
 * Code for what a callback takes exponentials of, all of it: x.map((v) => v / t), or x itself.
 * @param exponent - undefined where it is the element itself
 */
export function exponentsOf(task: Task, { node, callback }: Round, exponent: SyntaxNode | undefined): string {
  const array = callback && arrayOf(node);
  if (!array || !isCheap(array)) throw new Withheld('the exponent is not written out here');
  const only = elementOf(node, callback);
  if (!exponent || (exponent.text === only?.name && !only.default)) return array.text;
  if (isReduction(node)) throw new Withheld('the exponent is not written out here');
  if (nameOf(node) === 'forEach' && sequenceOf(array) !== 'array') throw new Withheld('it may be no array');
  const { parameters, before } = takenOf(task.session, node, callback, exponent);
  if (before.length > 0) throw new Withheld('the exponent is computed in the callback');
  requireRepeatable(task.session, [exponent], new Set());
  const each = `(${parameters}) => ${inOneLine(exponent.text)}`;
  if (mayBeNothing(node)) throw new Withheld('what it is called of may not be there');
  const callee = node.field('function')!;
  const isMethod = callee.field('object')?.start === array.start;
  return isMethod ? `${array.text}.map(${each})` : `${callee.text}(${array.text}, ${each})`;
}

/** What statements declare. */
export function declaredIn(statements: readonly SyntaxNode[]): ReadonlySet<string> {
  return new Set(statements.flatMap((statement) => [...declaredNames(statement)]));
}

/** What the method or the function is called. */
export function nameOf(call: SyntaxNode): string | undefined {
  return call.field('function')?.field('property')?.text;
}

function isReduction(call: SyntaxNode): boolean {
  return call.field('function')?.field('property')?.text === 'reduce';
}

export function elementOf(call: SyntaxNode, callback: SyntaxNode): Parameter | undefined {
  return isFunction(callback) ? parametersOf(callback)[isReduction(call) ? 1 : 0] : undefined;
}

interface Taken {
  readonly element: Parameter;
  readonly index: string | undefined;
  readonly before: readonly SyntaxNode[];
  /** The element and the index as parameters of a callback. */
  readonly parameters: string;
}

/** Whether a call is only made where what it is of is there: a?.map(f), a?.b.map(f). */
export function mayBeNothing(call: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = call; at; at = at.field('function') ?? at.field('object')) {
    if (at.children.some(({ text }) => text === '?.')) return true;
  }
  return false;
}

/** Whether some code reads `this`, which an arrow function has from around it, and others from their call. */
function readsThis(node: SyntaxNode): boolean {
  if (node.type === 'this') return true;
  const isOwn = isScope(node) && node.type !== 'arrow_function';
  return !isOwn && node.named.some(readsThis);
}

/** What code in a callback is computed from: its element, the index if that is read, and the statements before it. */
export function takenOf(session: Session, call: SyntaxNode, callback: SyntaxNode, code: SyntaxNode): Taken {
  const parameters = isFunction(callback) ? parametersOf(callback) : [];
  const element = parameters[isReduction(call) ? 1 : 0];
  if (!element || element.collects) throw new Withheld('the parameters of the callback are not its elements');
  const body = callback.field('body');
  const isBlock = body?.type === 'statement_block';
  const why = 'the exponent is computed in the callback';
  const before = isBlock ? preparationOf(session, body, code, why, arrayOf(call)) : [];
  const words = wordsIn([...before, code].map(({ text }) => text).join(' '));
  const others = parameters.filter(
    (parameter) => parameter !== element && namesIn(parameter).some((name) => words.has(name)),
  );
  const index = parameters[parameters.indexOf(element) + 1];
  if (isReduction(call) && others.some((other) => other !== index)) {
    throw new Withheld('the exponent depends on what is carried around');
  }
  if (callback.type !== 'arrow_function' && [...before, code].some(readsThis))
    throw new Withheld('what this stands for is not the same outside of the callback');
  const taken = others.length > 0 ? [element, index!] : [element];
  return { element, index: taken[1]?.name, before, parameters: taken.map(writtenOf).join(', ') };
}

/** A parameter with its type and its default. */
function writtenOf({ name, annotation, default: usual }: Parameter): string {
  return inOneLine(`${name}${annotation?.text ?? ''}${usual ? ` = ${usual.text}` : ''}`);
}

export function namesIn({ pattern }: Parameter): readonly string[] {
  const names = new Set<string>();
  addPattern(names, pattern);
  return [...names];
}
