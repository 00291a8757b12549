// Statements around expressions: where a line can be put before one.
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

/** The innermost comprehension that a node is in, within its statement. */
export function comprehensionAround(node: SyntaxNode): SyntaxNode | undefined {
  const statement = statementOf(node);
  for (let at = node.parent; at && at !== statement; at = at.parent) if (comprehensions.has(at.type)) return at;
  return undefined;
}

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
  const isOpen = simple.has(statement.type) || (statement === node && node.type === 'for_statement');
  if (!isOpen || indentBefore(statement.source.text, statement.start) === undefined) {
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

/** What the method around a node calls its object; undefined where there is none. */
export function receiverAt(node: SyntaxNode): string | undefined {
  let method: SyntaxNode | undefined;
  for (let around = node.parent; around; around = around.parent) {
    if (around.type === 'function_definition') method = around;
    if (around.type !== 'class_definition') continue;
    const [first] = method?.field('parameters')?.named ?? [];
    return first?.type === 'identifier' ? first.text : undefined;
  }
  return undefined;
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

/** A node with the brackets around it, which a call does not need. */
export function outermost(node: SyntaxNode): SyntaxNode {
  const { parent } = node;
  if (parent?.type !== 'parenthesized_expression' || hasComment(parent)) return node;
  // return(x)
  return /\w/.test(parent.source.text[parent.start - 1] ?? '') ? node : outermost(parent);
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

/** Whether a node is code that has a value, by itself. */
export function isExpression({ type }: SyntaxNode): boolean {
  return !/statement|assignment|parameter|clause|_list$|splat|keyword_argument/.test(type);
}
