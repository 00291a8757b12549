// Statements around expressions: where a line can be put before one, and how one is taken away.
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { indentBefore } from '../../shared/write/edits.ts';
import { Withheld } from '../../shared/write/withheld.ts';

/** Parts of expressions that run later, more than once or not at all: what is inside cannot move out of them. */
const barriers = new Set(['lambda', 'conditional_expression', 'boolean_operator', 'default_parameter', 'decorator']);
const simple = new Set([
  'expression_statement',
  'return_statement',
  'assert_statement',
  'print_statement',
  'delete_statement',
]);

export const comprehensions = new Set([
  ...['list_comprehension', 'generator_expression', 'set_comprehension', 'dictionary_comprehension'],
]);

/** The statement that a node is part of. */
export function statementOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && at.parent.type !== 'block' && at.parent.type !== 'module') at = at.parent;
  return at;
}

/** The statement before which a name can be given to something in a node. */
export function openStatement(node: SyntaxNode): SyntaxNode {
  const statement = statementOf(node);
  for (let at = node; at !== statement; at = at.parent!) {
    if (barriers.has(at.parent!.type))
      throw new Withheld('there is no statement of its own before which a name could be given');
  }
  if (!simple.has(statement.type) || indentBefore(statement.source.text, statement.start) === undefined) {
    throw new Withheld('there is no line of its own before which a name could be given');
  }
  return statement;
}

/** The name that a statement gives to a node and does nothing else, as `e` in `e = np.exp(x)`. */
export function nameGiven(node: SyntaxNode): SyntaxNode | undefined {
  let value = node;
  while (value.parent?.type === 'parenthesized_expression') value = value.parent;
  const assignment = value.parent;
  if (assignment?.type !== 'assignment' || assignment.parent?.type !== 'expression_statement') return undefined;
  if (assignment.field('right') !== value || assignment.parent.named.length !== 1) return undefined;
  const target = assignment.field('left');
  return target?.type === 'identifier' ? target : undefined;
}

/** Takes a statement away with its line, or without what stands before and after it there; comments stay. */
export function removal(statement: SyntaxNode): Edit {
  const { parent, source } = statement;
  const { text, cell } = source;
  const siblings = parent?.named ?? [];
  if (siblings.length <= 1) throw new Withheld('a block would be left without a statement');
  const rest = /^[ \t]*(?:\r\n|[\r\n]|$)/.exec(text.slice(statement.end));
  const indent = indentBefore(text, statement.start);
  const edit = (start: number, end: number): Edit => ({ cell, start, end, text: '' });
  if (indent !== undefined && rest) return edit(statement.start - indent.length, statement.end + rest[0].length);
  const after = /^[ \t]*(?:;[ \t]*)?/.exec(text.slice(statement.end))![0].length;
  if (indent !== undefined) return edit(statement.start, statement.end + after);
  const before = /[ \t]*;[ \t]*$/.exec(text.slice(0, statement.start))?.[0].length;
  if (before === undefined) throw new Withheld('a statement that is no longer needed shares its line with another');
  return edit(statement.start - before, statement.end);
}

/** Whether a comment stands inside a node. */
export function hasComment(node: SyntaxNode): boolean {
  if (!node.text.includes('#')) return false;
  const queue = [node];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.type === 'comment') return true;
    queue.push(...next.children);
  }
  return false;
}

const enclosing = new Set([
  ...['list_comprehension', 'generator_expression', 'set_comprehension'],
  ...['argument_list', 'parenthesized_expression', 'keyword_argument', 'return_statement', 'assignment'],
  ...['augmented_assignment', 'expression_statement', 'lambda'],
]);

/** Whether anything can be put in the place of a node without brackets. */
export function standsAlone({ parent }: SyntaxNode): boolean {
  return parent !== undefined && enclosing.has(parent.type);
}
