// Axes that an array has only where a condition holds: a maximum along one is not taken before that is asked.
import { bare } from '../../../terms/bare.ts';
import { comparisonOf } from '../../../terms/comparison.ts';
import { isLength } from '../../../terms/lengths.ts';
import type { Term } from '../../../terms/term.ts';
import { partsOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { Withheld } from '../../shared/write/withheld.ts';

const ofRank = /\b(?:ndim|dim|rank|shape|ndimension|size)\b/;

/**
 * @param node - where a maximum is to be written
 * @param sum - where the sum along its axis stands
 * @throws Withheld where a test of the dimensions comes between them
 */
export function requireSameRank(maximum: Term, node: SyntaxNode, sum: SyntaxNode): void {
  if (needsSeveral(maximum) && isTestedBetween(node, sum))
    throw new Withheld('the array may have no such axis where the exponentials are computed');
}

/** Whether an axis is named that an array of one dimension does not have. */
function needsSeveral(maximum: Term): boolean {
  const reduce = bare(maximum);
  const { axis } = reduce.kind === 'reduce' ? reduce : { axis: undefined };
  return axis?.kind === 'known' && axis.axes.some((each) => each > 0 || each < -1);
}

function isTestedBetween(node: SyntaxNode, sum: SyntaxNode): boolean {
  if (node.source !== sum.source) return false;
  for (let at = sum; at.parent && !isAround(at.parent, node); at = at.parent) {
    if (asksRank(at.parent)) return true;
    // if x.ndim == 1: return x
    for (const before of at.parent.named) if (before.start < at.start && leaves(before)) return true;
  }
  const [from, to] = [statementIn(node, sum), statementIn(sum, node)];
  const between = from.parent?.named.filter(({ start }) => start > from.start && start < to.start) ?? [];
  return between.some(leaves) || (to !== from && asksRank(to));
}

function isAround(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The outermost around a node that is not around another one. */
function statementIn(node: SyntaxNode, other: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !isAround(at.parent, other)) at = at.parent;
  return at;
}

/** if x.ndim > 1: …, … if x.ndim > 1 else … */
function asksRank(node: SyntaxNode): boolean {
  if (node.type === 'conditional_expression') return ofRank.test(node.named[1]?.text ?? '');
  if (node.type === 'boolean_operator') return ofRank.test(node.field('left')?.text ?? '');
  if (node.type === 'match_statement') return ofRank.test(node.field('subject')?.text ?? '');
  return /^(?:if|elif|while)_/.test(node.type) && ofRank.test(node.field('condition')?.text ?? '');
}

/** Whether a statement asks for the dimensions, and may end what comes after it. */
function leaves(node: SyntaxNode): boolean {
  return asksRank(node) && [...partsOf(node)].some(({ type }) => /^(?:return|continue|break)_statement$/.test(type));
}

/** Whether a condition compares numbers that say what an array looks like: of its branches only one may be possible. */
export function isOfForm(condition: Term): boolean {
  const compared = comparisonOf(condition);
  const isForm = (part: Term) => isLength(part) || (part.kind === 'opaque' && part.says === 'form');
  const sides = compared ? [compared.left, compared.right] : [];
  return sides.some(isForm) && sides.every((side) => isForm(side) || side.kind === 'constant');
}
