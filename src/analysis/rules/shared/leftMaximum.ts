// Exponentials of which a mask takes some away, shifted by the largest of those that it leaves: none of these is above 1.
import { reductionOf } from '../../terms/alignment.ts';
import { uncast } from '../../terms/bare.ts';
import { isZero } from '../../terms/finiteGuard.ts';
import type { Term } from '../../terms/term.ts';

/**
 * Whether exponents are shifted by the largest of those that a condition leaves, under which the exponentials are taken:
 * where(c, exp(x - max(where(c, x, -inf))), 0).
 * @param choice - the whole of it, in whatever format
 */
export function isShiftedByLeft(choice: Term, exponent: Term): boolean {
  const summed = uncast(choice);
  if (summed.kind !== 'where' || exponent.kind !== 'binary' || exponent.name !== 'subtract') return false;
  const { condition, yes, no } = summed;
  const left = reductionOf(exponent.right)?.reduce;
  if (left?.name !== 'max' || left.operand.kind !== 'where' || left.operand.condition !== condition) return false;
  const { yes: kept, no: others } = left.operand;
  if (isExpOf(yes, exponent) && isZero(no)) return kept === exponent.left && isNone(others);
  return isExpOf(no, exponent) && isZero(yes) && others === exponent.left && isNone(kept);
}

function isExpOf(term: Term, exponent: Term): boolean {
  const exp = uncast(term);
  return exp.kind === 'map' && exp.name === 'exp' && exp.operand === exponent;
}

function isNone(term: Term): boolean {
  return term.kind === 'constant' && term.value === -Infinity;
}
