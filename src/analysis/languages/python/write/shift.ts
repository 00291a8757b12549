// Writing x - max(x) where x stands now.
import type { Replacement } from '../../../rules/rule.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { newline, indentBefore, insertAt, replaceNode } from './edits.ts';
import { freshName, isCheap } from './names.ts';
import { binding, inside, pieceOf, type Piece } from './piece.ts';
import { maximum } from './spelling.ts';
import { comprehensions, hasComment, openStatement, statementOf } from './statements.ts';
import type { Task } from './task.ts';
import { Withheld } from './withheld.ts';

/** Names given on lines before a statement, by what they stand for. */
interface Named {
  readonly statement: SyntaxNode;
  readonly names: Map<Term, string>;
}

export function writeShifts(task: Task, replacements: readonly Replacement[]): void {
  const named = new Map<SyntaxNode, Named>();
  for (const replacement of replacements) writeShift(task, replacement, named);
}

function writeShift(task: Task, { at, by }: Replacement, named: Map<SyntaxNode, Named>): void {
  if (by.kind !== 'binary' || by.name !== 'subtract') throw new Withheld('this value cannot be written');
  const node = task.syntax(at);
  const around = comprehensionAround(node);
  const give = (term: Term, wish: string, code: () => string) => nameFor(task, node, term, wish, code, named);
  let left = pieceOf(node);
  let right: Piece;
  if (around) {
    const name = give(by.right, 'largest', () => overElements(task, by.right, node, around).text);
    right = { text: name, binding: binding.atom };
  } else if (isCheap(node)) {
    right = maximum(task, by.right, left);
  } else {
    const name = give(at.term, 'logits', () => (/[\r\n]/.test(node.text) ? `(${node.text})` : node.text));
    left = { text: name, binding: binding.atom };
    right = maximum(task, by.right, left);
  }
  const code = `${inside(left, binding.additive)} - ${inside(right, binding.tight)}`;
  task.edits.push(replaceNode(node, standsAlone(node) ? code : `(${code})`));
}

/** Whether anything can be put in the place of a node without brackets. */
function standsAlone({ parent }: SyntaxNode): boolean {
  return (
    parent !== undefined && ['argument_list', 'parenthesized_expression', 'keyword_argument'].includes(parent.type)
  );
}

function comprehensionAround(node: SyntaxNode): SyntaxNode | undefined {
  const statement = statementOf(node);
  for (let at = node.parent; at && at !== statement; at = at.parent) if (comprehensions.has(at.type)) return at;
  return undefined;
}

/** The maximum of what a comprehension computes of each element: max(x), or max(x / t for x in …). */
function overElements(task: Task, term: Term, node: SyntaxNode, around: SyntaxNode): Piece {
  const [clause, ...more] = around.named.filter((part) => part !== around.field('body'));
  const target = clause?.field('left');
  const sequence = clause?.field('right');
  if (!target || !sequence || more.length > 0) throw new Withheld('the elements come from more than one loop');
  if (!isCheap(sequence)) throw new Withheld('the sequence would be computed twice');
  if (comprehensionAround(around) && /\b/.test(target.text) && usesOuterTargets(node, around)) {
    throw new Withheld('the exponent depends on a loop further out');
  }
  if (node.text === target.text) return maximum(task, term, pieceOf(sequence));
  if (hasComment(node)) throw new Withheld('a comment stands inside the exponent');
  return maximum(task, term, { text: `${node.text} for ${target.text} in ${sequence.text}`, binding: binding.loose });
}

/** Whether a name of a comprehension around `inner` is read in a node. */
function usesOuterTargets(node: SyntaxNode, inner: SyntaxNode): boolean {
  for (let outer = comprehensionAround(inner); outer; outer = comprehensionAround(outer)) {
    const targets = outer.named.flatMap((part) => part.field('left')?.text.match(/\w+/g) ?? []);
    if (targets.some((name) => new RegExp(`\\b${name}\\b`).test(node.text))) return true;
  }
  return false;
}

/** A name for a value, given on a line before the statement of a node; the same value gets one name. */
function nameFor(
  task: Task,
  node: SyntaxNode,
  term: Term,
  wish: string,
  code: () => string,
  named: Map<SyntaxNode, Named>,
): string {
  const statement = openStatement(node);
  let here = named.get(statement);
  if (!here) {
    if (named.size > 0) throw new Withheld('the same value is computed in several statements');
    here = { statement, names: new Map() };
    named.set(statement, here);
  }
  const before = here.names.get(term);
  if (before !== undefined) return before;
  const name = freshName(wish, task.texts.values());
  here.names.set(term, name);
  const { text } = statement.source;
  const indent = indentBefore(text, statement.start) ?? '';
  task.edits.push(insertAt(statement, statement.start, `${name} = ${code()}${newline(text)}${indent}`));
  return name;
}
