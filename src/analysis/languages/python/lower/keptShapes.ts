// Arrays that keep their shape in the rounds of a loop: elements of them are stored to, or they become what is computed of each.
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';

const elementwise = /^(?:exp|expm1|log|log1p|log2|sqrt|abs|absolute|tanh|square)$/;
const along = /^(?:max|min|amax|amin|sum|mean)$/;

/** Whether all that a loop's body gives a name is what that stands for already, element by element. */
export function keepsShape(body: SyntaxNode, name: string): boolean {
  const queue = [body];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const target = /^(?:augmented_)?assignment$/.test(node.type) ? node.field('left') : undefined;
    const isGiven = target && target.type !== 'subscript' && wordsOf(target.text).has(name);
    if (isGiven && (target.text !== name || !isOfElements(node, name))) return false;
    if (node.type === 'for_statement' && wordsOf(node.field('left')?.text ?? '').has(name)) return false;
    if (node.type === 'named_expression' && node.field('name')?.text === name) return false;
    queue.push(...node.named);
  }
  return true;
}

/** q -= 1, q = np.exp(q - q.max(axis=1, keepdims=True)) */
function isOfElements(assignment: SyntaxNode, name: string): boolean {
  const right = assignment.field('right');
  // In place an array has the shape that it has.
  return assignment.type === 'augmented_assignment' || (right !== undefined && isSame(right, name));
}

function isSame(node: SyntaxNode, name: string): boolean {
  const [inner] = node.named;
  switch (node.type) {
    case 'identifier':
      return node.text === name;
    case 'parenthesized_expression':
    case 'unary_operator':
      return inner !== undefined && isSame(inner, name);
    case 'binary_operator': {
      const [left, right] = [node.field('left'), node.field('right')];
      if (!left || !right || node.field('operator')?.text === '@') return false;
      return (isSame(left, name) && isBeside(right, name)) || (isSame(right, name) && isBeside(left, name));
    }
    case 'call': {
      const given = node.field('arguments')?.named ?? [];
      const callee = node.field('function');
      const called = callee?.field('attribute')?.text ?? '';
      return given.length === 1 && elementwise.test(called) && isSame(given[0]!, name);
    }
    default:
      return false;
  }
}

/** What does not make it larger: itself, a number, and a sum or maximum of its lines. */
function isBeside(node: SyntaxNode, name: string): boolean {
  if (/^(?:integer|float)$/.test(node.type) || isSame(node, name)) return true;
  const [inner] = node.named;
  if (node.type === 'parenthesized_expression') return inner !== undefined && isBeside(inner, name);
  const callee = node.type === 'call' ? node.field('function') : undefined;
  if (!callee || !along.test(callee.field('attribute')?.text ?? '')) return false;
  const given = node.field('arguments')?.named ?? [];
  const isOwn = callee.field('object')?.text === name || given[0]?.text === name;
  return isOwn && given.some(({ text }) => /^keepdims?\s*=\s*True$/.test(text));
}
