import { firstOf } from '../../shared/write/statements.ts';
import type { Term } from '../../../terms/term.ts';
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { indentBefore, insertAt, newline, replaceNode } from '../../shared/write/edits.ts';
import { assumedOf, valueIn } from './sequences.ts';
import { openStatement } from './statements.ts';
import type { Task } from './task.ts';
import { requireFirst } from './unfold.ts';

/** Code that is worth no name of its own when it is written twice: names, elements, and arithmetic on them. */
const cheap = new Set([
  ...['identifier', 'attribute', 'subscript', 'slice', 'integer', 'float', 'none', 'ellipsis', 'string'],
  ...[
    'binary_operator',
    'unary_operator',
    'parenthesized_expression',
    'tuple',
    'string_start',
    'string_content',
    'string_end',
  ],
]);

export function isCheap(node: SyntaxNode): boolean {
  if (/[\r\n]/.test(node.text) || node.field('operator')?.text === '@') return false;
  return cheap.has(node.type) && node.named.every(isCheap);
}

/** Views of a dictionary, and what goes through something that is there. */
const views = /^(values|keys|items)$/;
const iterators = /^(range|xrange|enumerate|zip|reversed|len)$/;

/** Whether a sequence can be gone through again for the same elements, at no more cost than that. */
export function isRepeatable(sequence: SyntaxNode): boolean {
  if (isCheap(sequence)) return true;
  const callee = sequence.type === 'call' ? sequence.field('function') : undefined;
  const given = sequence.field('arguments')?.named ?? [];
  const object = callee?.field('object');
  if (object) {
    const name = callee!.field('attribute')?.text ?? '';
    return isCheap(object) && (name === 'size' ? given.every(isCheap) : given.length === 0 && views.test(name));
  }
  return callee?.type === 'identifier' && iterators.test(callee.text) && given.every(isRepeatable);
}

/** Names given to values on lines before statements. */
export class GivenNames {
  private readonly given: { readonly statement: SyntaxNode; readonly term: Term; readonly name: string }[] = [];

  /** @param reader - what else reads a name, so that it is given before that if it can be */
  constructor(
    private readonly task: Task,
    private readonly reader?: SyntaxNode,
  ) {}

  /** The name of a value, if it was given before a node's statement, in the same block or in one around it. */
  find(node: SyntaxNode, term: Term): string | undefined {
    return this.given.find((each) => each.term === term && isReached(each.statement, node))?.name;
  }

  /** A name for a value, given on a line before the statement of a node; the same value gets one name. */
  give(node: SyntaxNode, term: Term, wish: string, code: () => string): string {
    const before = this.find(node, term);
    if (before !== undefined) return before;
    const statement = this.statementFor(node);
    const name = freshName(wish, this.task, node);
    // It may be withheld.
    const value = code();
    this.given.push({ statement, term, name });
    this.write(statement, name, value);
    return name;
  }

  private statementFor(node: SyntaxNode): SyntaxNode {
    return firstOf(openStatement(node), this.reader && openStatement(this.reader));
  }

  /** A name for what some code gives, on a line before the statement of a node. */
  giveCode(node: SyntaxNode, wish: string, code: string): string {
    const statement = openStatement(node);
    const name = freshName(wish, this.task, node);
    this.write(statement, name, code);
    return name;
  }

  /** A name for a value that takes several lines to compute. */
  giveLines(node: SyntaxNode, term: Term, wish: string, lines: (name: string) => readonly string[]): string {
    const before = this.find(node, term);
    if (before !== undefined) return before;
    const statement = this.statementFor(node);
    const name = freshName(wish, this.task, node);
    this.given.push({ statement, term, name });
    this.writeLines(statement, lines(name));
    return name;
  }

  /** What the name of a value is called, which was not meant to be read if it is _. */
  nameOf(target: SyntaxNode, term: Term): string {
    if (target.text !== '_' || target.parent?.type !== 'pattern_list') return target.text;
    const known = this.given.find((each) => each.term === term && each.statement === target);
    const name = known?.name ?? freshName('logits', this.task, target);
    if (!known) this.note(target, term, name, [], [replaceNode(target, name)]);
    return name;
  }

  /** Lines before a statement that leave a value in a name; with `edits`, these are how they are written. */
  note(statement: SyntaxNode, term: Term, name: string, lines: readonly string[], edits?: readonly Edit[]): void {
    this.given.push({ statement, term, name });
    if (edits) this.task.edits.push(...edits);
    else this.writeLines(statement, lines);
  }

  private write(statement: SyntaxNode, name: string, code: string): void {
    this.writeLines(statement, [`${name} = ${code}`]);
  }

  private writeLines(statement: SyntaxNode, lines: readonly string[]): void {
    const { text } = statement.source;
    const indent = indentBefore(text, statement.start) ?? '';
    const code = lines.map((line) => `${line}${newline(text)}${indent}`).join('');
    this.task.edits.push(insertAt(statement, statement.start, code));
  }
}

/**
 * A name for what a node computes as a part of its statement, on a line before that; it is then read there. Where the rest
 * of the statement is not needed any more, the line takes its place.
 */
export function nameInPlace(task: Task, node: SyntaxNode, wish: string): string {
  const known = task.namedInPlace.find((each) => each.node === node);
  if (known) return known.name;
  const statement = openStatement(node);
  const name = freshName(wish, task, statement);
  const { text } = statement.source;
  const { code, around, model } = valueIn(task.session, node);
  if (model !== undefined) task.assumed.add(assumedOf(model));
  const line = `${name} = ${code}`;
  const indent = indentBefore(text, statement.start) ?? '';
  const edits = [
    insertAt(statement, statement.start, `${line}${newline(text)}${indent}`),
    replaceNode(node, around(name)),
  ];
  task.edits.push(...edits);
  task.namedInPlace.push({ node, statement, name, line, edits });
  return name;
}

/** The same for a part of what a call computes, whose code takes the place of the call. */
export function nameUnfolded(
  task: Task,
  call: SyntaxNode,
  wish: string,
  code: string,
  around: (name: string) => string,
): string {
  const known = task.namedInPlace.find((each) => each.node === call);
  if (known) return known.name;
  const statement = openStatement(call);
  requireFirst(statement, call);
  const name = freshName(wish, task, statement);
  const { text } = statement.source;
  const line = `${name} = ${code}`;
  const indent = indentBefore(text, statement.start) ?? '';
  const edits = [
    insertAt(statement, statement.start, `${line}${newline(text)}${indent}`),
    replaceNode(call, around(name)),
  ];
  task.edits.push(...edits);
  task.namedInPlace.push({ node: call, statement, name, line, edits });
  return name;
}

/**
 * The wish, or the wish with a number, whichever nothing is called yet in the function around a node, or outside of functions in the
 * texts, and no other value of the plan was given.
 */
export function freshName(wish: string, task: Task, near: SyntaxNode): string {
  const { given } = task;
  const definition = outermostFunction(near);
  const around = definition?.text;
  const stem = wish.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  for (let n = 1; ; n++) {
    const name = n === 1 ? stem : `${stem}_${n}`;
    const pattern = new RegExp(`(?<![.\\w])${name}\\b`);
    if (given.has(name) || (around === undefined ? task.has(pattern) : pattern.test(around))) continue;
    given.set(name, definition);
    return name;
  }
}

function outermostFunction(node: SyntaxNode): SyntaxNode | undefined {
  let outermost: SyntaxNode | undefined;
  for (let at: SyntaxNode | undefined = node; at; at = at.parent) if (at.type === 'function_definition') outermost = at;
  return outermost;
}

/** Whether a statement is always executed before a node is: it stands before it, in a block that the node is in. */
function isReached(statement: SyntaxNode, node: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = node; at && at.type !== 'function_definition'; at = at.parent) {
    if (at.parent === statement.parent) return statement.start <= at.start;
  }
  return false;
}
