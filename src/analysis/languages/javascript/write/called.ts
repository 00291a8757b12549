// The logits of a softmax that a function of the text computes, with a name where that is called.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { callsForMore } from '../../shared/write/callees.ts';
import { replaceNode } from '../../shared/write/edits.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';
import { transplanted, transplantedWith } from '../../shared/write/transplant.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { addPattern, declaredNames, isScope, writesIn } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { functions } from './callees.ts';
import { inOneLine } from './lines.ts';
import { hasCallBefore, isAround, isCheap, wordsIn, type GivenNames } from './names.ts';
import { pieceOf } from './piece.ts';
import { functionOf, hasComment, openStatement, statementOf } from './statements.ts';
import type { Task } from './task.ts';

/** What is written at a place. */
interface Words {
  written(term: Term): Piece | undefined;
}

/**
 * A name for a value that a function computes on the way to what it gives, on a line before its call, when it was computed so far.
 * The call has it from there, too, if the function is nothing but one expression. Undefined where there is no such call.
 * @param node - where the name is to be read
 */
export function nameForCalled(
  task: Task,
  names: GivenNames,
  at: Occurrence,
  node: SyntaxNode,
  term: Term,
  wordsAt: (call: Occurrence, node: SyntaxNode) => Words,
): string | undefined {
  for (const call of upstream(at)) {
    if (!call.own || call.form !== 'inlined' || !isInOf(at.scope, call.scope)) continue;
    const place = syntaxOf(call);
    if (place?.source !== node.source || place.type !== 'call_expression' || !isReadable(place, node)) continue;
    const words = wordsAt(call, place);
    const written = (part: Term) => words.written(part);
    const given = (code: SyntaxNode) => argumentsIn(code, call, place);
    const found = transplanted(call, term, written, ['expression', 'inlined'], given);
    if (!found || /^[\w$.]+$/.test(found.code)) continue;
    if (hasComment(found.node)) throw new Withheld('a comment stands inside the array');
    if (callsForMore(task.session, place, functions).length > 0 || hasCallBefore(statementOf(place), place)) continue;
    const name = names.giveValue(place, term, 'logits', () => inOneLine(found.code));
    const [result, ...others] = call.operands;
    const whole = result && others.length === 0 ? resultWith(result, found.node, name, written, given) : undefined;
    if (whole !== undefined && isKnownAt(place, whole)) task.edits.push(replaceNode(place, whole));
    return name;
  }
  return undefined;
}

function isInOf(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Whether what is given a name before some code can be read at other code. */
function isReadable(code: SyntaxNode, reader: SyntaxNode): boolean {
  try {
    return isAround(openStatement(code), reader);
  } catch (error) {
    if (error instanceof Withheld) return false;
    throw error;
  }
}

/** The code of what a function gives, with a name for what was in it, if it does nothing but that. */
function resultWith(
  result: Occurrence,
  inner: SyntaxNode,
  name: string,
  written: Words['written'],
  given: (code: SyntaxNode) => readonly Edit[],
): string | undefined {
  const node = syntaxOf(result);
  if (!node || node.source !== inner.source || node.start > inner.start || inner.end > node.end) return undefined;
  if (node.start === inner.start && node.end === inner.end) return undefined;
  const around = node.parent;
  const isReturned = around?.type === 'return_statement' && around.parent?.named.length === 1;
  if (!isReturned && around?.type !== 'arrow_function') return undefined;
  const isApart = ({ start, end }: Edit) => end <= inner.start || inner.end <= start;
  const found = transplantedWith(result, written, [replaceNode(inner, name), ...given(node).filter(isApart)]);
  return found && !hasComment(found.node) && !/[\r\n]/.test(found.code) ? found.code : undefined;
}

/** What a call gives, in the place of the parameters that code of the function reads. */
function argumentsIn(code: SyntaxNode, call: Occurrence, place: SyntaxNode): readonly Edit[] {
  const result = call.operands[0] && syntaxOf(call.operands[0]);
  const definition = functionOf(code);
  if (!result || functionOf(result) !== definition || !isScope(definition)) return [];
  const given = place.field('arguments')?.named ?? [];
  const changed = new Set(writesIn(definition).map(({ name }) => name));
  const codes = new Map<string, string>();
  for (const [index, { pattern, collects }] of parametersOf(definition).entries()) {
    const argument = given[index];
    if (pattern.type !== 'identifier' || collects || !argument || !isCheap(argument) || changed.has(pattern.text))
      continue;
    codes.set(pattern.text, inside(pieceOf(argument), binding.atom));
  }
  const edits: Edit[] = [];
  const queue = [code];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const text = node.type === 'identifier' ? codes.get(node.text) : undefined;
    if (text !== undefined && text !== node.text && !isCalled(node)) edits.push(replaceNode(node, text));
    queue.push(...node.named);
  }
  return edits;
}

function isCalled(node: SyntaxNode): boolean {
  return node.parent?.field('function')?.start === node.start;
}

/** Whether no name in some code stands for something else at a place than at the top of the text. */
function isKnownAt(place: SyntaxNode, code: string): boolean {
  const called = [...wordsIn(code)].filter((word) => new RegExp(`(?<![\\w$.])${word}\\(`).test(code));
  const own = new Set<string>();
  for (let at: SyntaxNode | undefined = place; at; at = at.parent) {
    if (!isScope(at)) continue;
    for (const { pattern } of parametersOf(at)) addPattern(own, pattern);
    const body = at.field('body');
    for (const name of body ? declaredNames(body) : []) own.add(name);
  }
  return called.every((word) => !own.has(word));
}
