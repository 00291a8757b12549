import type { Occurrence } from '../../../terms/occurrence.ts';
import { unit } from '../../../terms/bounds/interval.ts';
import type { BinaryName } from '../../../terms/term.ts';
import { comparison } from '../../../terms/comparison.ts';
import { innerProduct } from '../../../terms/innerProduct.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { notUnderstood } from '../../shared/lower/expressions.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { truthOf } from './truth.ts';
import { refine } from './refinement.ts';
import { ordered } from '../../shared/lower/refinement.ts';
import { noteTest } from '../../shared/lower/truth.ts';
import { binary, unary, choice } from '../../shared/lower/operators.ts';

const operators: Readonly<Record<string, BinaryName>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '**': 'power',
  '%': 'modulo',
};

const comparisons = new Set(['<', '<=', '>', '>=', '==', '!=']);

export function lowerBinary(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const left = node.field('left');
  const right = node.field('right');
  const operator = node.field('operator')?.text;
  if (!left || !right || operator === undefined) return lowerOther(frame, node, depth);
  return combine(frame, node, operator, lowerExpression(frame, left, depth), lowerExpression(frame, right, depth));
}

/** `left operator right` as it stands at a node: a binary operator, or an augmented assignment. */
export function combine(
  frame: Frame,
  node: SyntaxNode,
  operator: string,
  left: Occurrence,
  right: Occurrence,
): Occurrence {
  const operands = [left, right];
  if (operator === '@') return occur(frame, node, innerProduct(frame.store, left.term, right.term), operands);
  const name = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!name) return occur(frame, node, frame.store.opaque(`operator ${operator}`, termsOf(operands)), operands);
  return ordered(frame, node, binary(frame, node, name, left, right));
}

export function lowerUnary(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const argument = node.field('argument');
  const operator = node.field('operator')?.text;
  if (!argument) return lowerOther(frame, node, depth);
  const operand = lowerExpression(frame, argument, depth);
  return unary(frame, node, operator ?? '', operand);
}

/** x is None, x is not None */
function noneAsked(node: SyntaxNode, ...sides: readonly (SyntaxNode | undefined)[]): '==' | '!=' | undefined {
  const words = node.children.filter((child) => child.type !== 'comment' && !sides.includes(child));
  const written = words.map(({ type }) => type).join(' ');
  return written === 'is' ? '==' : written === 'is not' ? '!=' : undefined;
}

/** Comparisons, and what is true or false otherwise: 0 or 1, as a mask. */
export function lowerComparison(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const [left, right, ...more] = node.named;
  const operator = node.children.find(
    (child) => child !== left && child !== right && comparisons.has(child.text),
  )?.text;
  const asked = operator ?? (right?.type === 'none' ? noneAsked(node, left, right) : undefined);
  if (left && right && asked !== undefined && more.length === 0) {
    const parts = [left, right].map((part) => lowerExpression(frame, part, depth));
    return occur(frame, node, comparison(frame.store, asked, parts[0]!.term, parts[1]!.term), parts);
  }
  const other = lowerOther(frame, node, depth);
  const { term } = other;
  if (term.kind !== 'opaque') return other;
  const says = node.type === 'not_operator' ? 'not' : 'test';
  return occur(
    frame,
    node,
    frame.store.opaque(`test ${term.key}`, term.operands, { range: unit, says }),
    other.operands,
  );
}

/** `t and f(t)`, `t or 1` */
export function lowerLogical(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const parts = node.named.map((part) => lowerExpression(frame, part, depth));
  for (const [index, part] of parts.entries()) noteTest(frame, node.named[index]!, part);
  return notUnderstood(frame, node, parts);
}

export function lowerConditional(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const [yes, condition, no] = node.named;
  if (!yes || !condition || !no) return lowerOther(frame, node, depth);
  const tested = lowerExpression(frame, condition, depth);
  const truth = truthOf(frame, condition, tested);
  if (truth !== undefined) return lowerExpression(frame, truth ? yes : no, depth);
  noteTest(frame, condition, tested);
  const branch = (part: SyntaxNode, holds: boolean) => () => {
    refine(frame, condition, holds);
    return lowerExpression(frame, part, depth);
  };
  return choice(frame, node, tested, branch(yes, true), branch(no, false));
}
