// Where in an array a place in a loop or a callback takes its element from, and what stands before the rounds.
import type { SyntaxNode } from '../../syntax.ts';
import { insertAt, replaceNode } from '../../shared/write/edits.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { isFunction } from '../lower/functions.ts';
import { addPattern, declaredNames } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { binding } from '../../shared/write/piece.ts';
import { isKeyed } from './keyed.ts';
import { wordsIn, type GivenNames } from './names.ts';
import { pieceOf } from './piece.ts';
import { sequenceOf } from './sequences.ts';
import { openStatement } from './statements.ts';
import type { Task } from './task.ts';

export interface ElementPlace {
  /** The code of the index. */
  readonly index: string;
  /** Code that runs all of the rounds, in a statement before which names can be given. */
  readonly rounds: SyntaxNode;
}

/** @param element - the code of an element: p[k], or the name that a round has for it */
export function placeOfElement(task: Task, names: GivenNames, element: SyntaxNode): ElementPlace {
  const node = bare(element);
  const index = node.type === 'subscript_expression' ? node.field('index') : undefined;
  if (index) return { index: index.text, rounds: openRounds(roundsOf(index)) };
  if (node.type !== 'identifier') throw new Withheld(noIndex);
  return namedElement(task, names, node);
}

const noIndex = 'the elements have no index here';

/** p[k]!, (p[k]), and p[k] ?? 0 */
function bare(node: SyntaxNode): SyntaxNode {
  const isAround =
    node.type === 'non_null_expression' ||
    node.type === 'parenthesized_expression' ||
    (node.type === 'binary_expression' && node.field('operator')?.text === '??');
  return isAround && node.named[0] ? bare(node.named[0]) : node;
}

/** The loop or the call that counts what an index is made of. */
function roundsOf(index: SyntaxNode): SyntaxNode {
  const words = wordsIn(index.text);
  for (let at = index.parent; at; at = at.parent) {
    const isLoop = at.type === 'for_statement' || at.type === 'for_in_statement';
    if (isLoop && [...declaredBy(at)].some((name) => words.has(name))) return at;
    const call = callWith(at);
    if (call && [...namesOf(at)].some((name) => words.has(name))) return call;
  }
  throw new Withheld(noIndex);
}

function declaredBy(loop: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const pattern = loop.type === 'for_in_statement' ? loop.field('left') : undefined;
  if (pattern) addPattern(names, pattern);
  const initializer = loop.field('initializer');
  return initializer ? new Set([...declaredNames(initializer), ...wordsIn(initializer.text)]) : names;
}

function namesOf(callback: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { pattern } of parametersOf(callback)) addPattern(names, pattern);
  return names;
}

/** The call that is given a function as it is written. */
function callWith(node: SyntaxNode): SyntaxNode | undefined {
  const call = node.parent?.type === 'arguments' ? node.parent.parent : undefined;
  return isFunction(node) && call?.type === 'call_expression' ? call : undefined;
}

/** Which parameter of its callback a method of arrays gives the element; the index comes after it. */
const positions: Readonly<Record<string, number>> = {
  ...Object.fromEntries(['map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'from'].map((name) => [name, 0])),
  reduce: 1,
  reduceRight: 1,
};

function namedElement(task: Task, names: GivenNames, element: SyntaxNode): ElementPlace {
  for (let at = element.parent; at; at = at.parent) {
    if (at.type === 'for_in_statement' && declaredBy(at).has(element.text)) return entryOf(task, names, at, element);
    const call = callWith(at);
    if (!call || !namesOf(at).has(element.text)) continue;
    const callee = call.field('function');
    const position = positions[callee?.field('property')?.text ?? ''];
    const own = parametersOf(at);
    if (position === undefined || own[position]?.pattern.text !== element.text || !isOfArray(call, at)) break;
    const next = own[position + 1];
    if (next && next.pattern.type !== 'identifier') break;
    return { index: next?.name ?? indexAdded(task, names, at), rounds: openRounds(call) };
  }
  throw new Withheld(noIndex);
}

/** x.map(f) and Array.from(x, f), not _.map(x, f). */
function isOfArray(call: SyntaxNode, callback: SyntaxNode): boolean {
  const [first] = call.field('arguments')?.named ?? [];
  const isFrom = call.field('function')?.field('property')?.text === 'from';
  return isFrom ? first?.start !== callback.start : first?.start === callback.start;
}

/** for (const [i, p] of probs.entries()) */
function entryOf(task: Task, names: GivenNames, loop: SyntaxNode, element: SyntaxNode): ElementPlace {
  const pattern = loop.field('left');
  if (pattern?.type === 'identifier') return indexOfLoop(task, names, loop, pattern);
  const [index, value, ...more] = pattern?.type === 'array_pattern' ? pattern.named : [];
  if (isKeyed(loop.field('right')!)) throw new Withheld(noIndex);
  const isEntry = index?.type === 'identifier' && value?.text === element.text && more.length === 0;
  if (!isEntry) throw new Withheld(noIndex);
  return { index: index.text, rounds: openRounds(loop) };
}

/** Lets a loop over the elements of an array go through its entries: for (const [i, p] of probs.entries()) */
function indexOfLoop(task: Task, names: GivenNames, loop: SyntaxNode, element: SyntaxNode): ElementPlace {
  const array = loop.field('right');
  const isOfElements = loop.field('operator')?.text === 'of' && loop.field('kind') && !/^for\s+await\b/.test(loop.text);
  if (!array || !isOfElements || sequenceOf(array) !== 'array') throw new Withheld(noIndex);
  const rounds = openRounds(loop);
  const index = names.reserve('i', loop);
  task.edits.push(replaceNode(element, `[${index}, ${element.text}]`));
  task.edits.push(insertAt(array, array.end, '.entries()'));
  if (pieceOf(array).binding !== binding.atom) throw new Withheld(noIndex);
  return { index, rounds };
}

/** Gives a callback a parameter for the index, after its last one. */
function indexAdded(task: Task, names: GivenNames, callback: SyntaxNode): string {
  const name = names.reserve('i', callback);
  const single = callback.field('parameter');
  const last = callback.field('parameters')?.named.at(-1);
  if (single) task.edits.push(replaceNode(single, `(${single.text}, ${name})`));
  else if (last) task.edits.push(insertAt(last, last.end, `, ${name}`));
  else throw new Withheld(noIndex);
  return name;
}

/** The rounds, or what they are called in, whichever has a statement of its own. */
function openRounds(rounds: SyntaxNode): SyntaxNode {
  for (let at: SyntaxNode | undefined = rounds; at; at = at.parent) {
    const candidate = at === rounds ? at : callWith(at);
    if (candidate && isOpen(candidate)) return candidate;
  }
  throw new Withheld('there is no statement of its own before which a name could be given');
}

function isOpen(node: SyntaxNode): boolean {
  try {
    openStatement(node);
    return true;
  } catch (error) {
    if (error instanceof Withheld) return false;
    throw error;
  }
}
