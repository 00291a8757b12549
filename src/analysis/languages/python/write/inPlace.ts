// Exponentials that take the place of their exponents: s.exp_()
import type { SyntaxNode } from '../../syntax.ts';
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import { wordsOf } from '../../shared/words.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { makesNew } from '../lower/ownership.ts';
import { statementOf } from './statements.ts';

/** Whether a node is what a call with a `_` behind its name changes. */
export function isChangedInPlace(node: SyntaxNode): boolean {
  const { parent } = node;
  if (node.type !== 'identifier' && node.type !== 'attribute') return false;
  if (parent?.type !== 'attribute' || parent.field('object')?.start !== node.start) return false;
  const isCalled = parent.parent?.type === 'call' && parent.parent.field('function')?.start === parent.start;
  return isCalled && /[^_]_$/.test(parent.field('attribute')?.text ?? '');
}

/** x.exp_(), whose object holds the exponentials then. */
function isCallInPlace(node: SyntaxNode): boolean {
  return node.type === 'call' && /[^_]_$/.test(node.field('function')?.field('attribute')?.text ?? '');
}

/** @throws Withheld where a call that takes its result's place changes something that may have been there before: x.exp_() */
export function requireOwnObject(at: Occurrence, node: SyntaxNode): void {
  if (!isCallInPlace(node)) return;
  const [object] = at.operands;
  if (!object || !makesNew(object)) throw new Withheld('what is changed in place may be read by another name');
}

/** @throws Withheld where what a call gives is changed in place, and may be something that was there before: x.div_(2).exp_() */
export function requireNewResult(at: Occurrence, node: SyntaxNode): void {
  const { parent } = node;
  if (node.type !== 'call' || parent?.type !== 'attribute' || !parent.parent || !isCallInPlace(parent.parent)) return;
  if (isCallInPlace(node) || !makesNew(at)) throw new Withheld('what is changed in place may be read by another name');
}

/**
 * Whether the call in which a node is changed is a statement of its own, whose value nothing takes.
 * @throws Withheld where something else may be seen to change
 */
export function isChangedAlone(at: Occurrence, node: SyntaxNode): boolean {
  if (!isNobodyElses(at, node)) throw new Withheld('what is changed in place may be read by another name');
  const statement = node.parent!.parent!.parent;
  return statement?.type === 'expression_statement' && statement.named.length === 1;
}

/** Whether a value was made by the statement just before, by an operation that makes a new array. */
function isNobodyElses(at: Occurrence, node: SyntaxNode): boolean {
  const [definition, ...others] = definitionsOf(at);
  const made = definition && syntaxOf(definition);
  if (!definition || !made || others.length > 0 || made.source !== node.source || node.type !== 'identifier')
    return false;
  const isNew = makesNew(definition);
  const [from, to] = [statementOf(made), statementOf(node)];
  if (!isNew || from.parent !== to.parent || from.end > to.start) return false;
  const assignment = from.named[0];
  if (assignment?.type !== 'assignment' || assignment.field('left')?.text !== node.text) return false;
  if (assignment.field('right')?.start !== made.start) return false;
  return !wordsOf(node.source.text.slice(from.end, to.start)).has(node.text);
}
