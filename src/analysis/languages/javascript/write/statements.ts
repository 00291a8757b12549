// Statements around expressions: where a line can be put before one.
import type { SyntaxNode } from '../../syntax.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { isWithin } from '../../shared/around.ts';
import { isScope } from '../lower/ownNames.ts';

const blocks = new Set(['statement_block', 'program', 'switch_case', 'switch_default']);

/** The statement that a node is part of, in a block of its own or of a function around. */
export function statementOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !blocks.has(at.parent.type)) at = at.parent;
  return at;
}

/** The block or function that a node stands in: what is declared in it can be read at the node. */
export function blockOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !blocks.has(at.type) && !isScope(at) && !at.type.startsWith('for_')) at = at.parent;
  return at;
}

/** The block in which a name that is read or given at a node was declared, as far as the function around it tells. */
export function homeOf(name: SyntaxNode): SyntaxNode {
  const declared: SyntaxNode[] = [];
  const queue = [functionOf(name)];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'variable_declarator' && node.field('name')?.text === name.text) declared.push(node);
    queue.push(...node.named);
  }
  const [only, ...others] = declared;
  return only && others.length === 0 && isWithin(name, blockOf(only)) ? blockOf(only) : blockOf(name);
}

/** The function around a node, or the whole text. */
export function functionOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent) {
    at = at.parent;
    if (isScope(at)) return at;
  }
  return at;
}

/** Parts that run later, more than once or not at all: what is inside cannot move out of them. */
function isBarrier(node: SyntaxNode): boolean {
  const { type } = node;
  if (isScope(node) || type === 'ternary_expression') return true;
  if (/^(if_statement|else_clause|while_statement|do_statement|for_statement|for_in_statement)$/.test(type))
    return true;
  return type === 'binary_expression' && /^(&&|\|\||\?\?)$/.test(node.field('operator')?.text ?? '');
}

/**
 * The statement before which a name can be given to something in a node, or what an arrow function gives without a block, which
 * then becomes one.
 */
export function openStatement(node: SyntaxNode): SyntaxNode {
  const statement = statementOf(node);
  for (let at = node; at !== statement; at = at.parent!) {
    if (isExpressionBody(at)) return at;
    if (isBarrier(at.parent!)) {
      throw new Withheld('there is no statement of its own before which a name could be given');
    }
  }
  return statement;
}

/** Whether a node is what an arrow function gives, without a block. */
export function isExpressionBody(node: SyntaxNode): boolean {
  const { parent, type } = node;
  return parent?.type === 'arrow_function' && type !== 'statement_block' && parent.field('body')?.start === node.start;
}

/** The name that a statement gives to a node and does nothing else, as `e` in `const e = x.exp();`. */
export function nameGiven(node: SyntaxNode): SyntaxNode | undefined {
  let value = node;
  while (value.parent && isSameValue(value.parent, value)) value = value.parent;
  const declarator = value.parent;
  const declaration = declarator?.parent;
  if (declarator?.type !== 'variable_declarator' || !declaration?.type.endsWith('declaration')) return undefined;
  if (declarator.field('value')?.start !== value.start || declaration.named.length !== 1) return undefined;
  const target = declarator.field('name');
  return target?.type === 'identifier' ? target : undefined;
}

/** Some code with what says that it is there: x[0]!, x[0] ?? 0 */
export function withDefaultOf(node: SyntaxNode): SyntaxNode {
  const { parent } = node;
  const isAround = parent && parent.type !== 'parenthesized_expression' && isSameValue(parent, node);
  return isAround ? withDefaultOf(parent) : node;
}

/** (p), p!, p as number, p ?? 0 */
function isSameValue({ type, named, children }: SyntaxNode, value: SyntaxNode): boolean {
  if (type === 'binary_expression') return children[1]?.text === '??' && named[0]?.start === value.start;
  return /^(?:parenthesized|non_null|as|satisfies)_expression$/.test(type);
}

/** Whether a comment stands inside a node. */
export function hasComment(node: SyntaxNode): boolean {
  if (!/\/[/*]/.test(node.text)) return false;
  const queue = [node];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.type === 'comment') return true;
    queue.push(...next.children);
  }
  return false;
}

const enclosing = new Set([
  ...['parenthesized_expression', 'arguments', 'return_statement', 'variable_declarator', 'assignment_expression'],
  ...['augmented_assignment_expression', 'arrow_function', 'expression_statement', 'array', 'pair'],
]);

/** Whether anything can be put in the place of a node without brackets. */
export function standsAlone({ parent }: SyntaxNode): boolean {
  return parent !== undefined && enclosing.has(parent.type);
}
