// Probabilities that are picked from a softmax: one of its exponentials over the sum of all, or one of all these quotients.
import { bare } from '../terms/bare.ts';
import type { BinaryTerm, Term } from '../terms/term.ts';
import { operandsOf, subterms } from '../terms/walk.ts';

/** The sums below such quotients. Where one of them is infinite, the softmax that is picked from is NaN in places. */
export function sumsOfPicked(root: Term): readonly Term[] {
  const parts = [...subterms(root)];
  const isPicked = new Set(parts.flatMap((part) => (part.kind === 'gather' ? [bare(part.operand)] : [])));
  return parts.filter(isQuotient).flatMap((quotient): readonly Term[] => {
    const [above, sum] = [bare(quotient.left), bare(quotient.right)];
    if (sum.kind !== 'reduce' || sum.name !== 'sum') return [];
    const each = bare(sum.operand);
    const isOne = above === each ? isPicked.has(quotient) : isPickOf(above, each);
    return isExponential(each) && isOne ? [sum] : [];
  });
}

/** Exponentials that are added up one by one, below quotients of one of them. */
export function sumsOfFew(root: Term): readonly Term[] {
  return [...subterms(root)].filter(isQuotient).flatMap(({ left, right }): readonly Term[] => {
    const sum = bare(right);
    return sum.kind === 'binary' && sum.name === 'add' && shareExponential(left, sum) ? [sum] : [];
  });
}

function isQuotient(term: Term): term is BinaryTerm {
  return term.kind === 'binary' && term.name === 'divide';
}

function shareExponential(one: Term, other: Term): boolean {
  const parts = subterms(other);
  return [...subterms(one)].some((part) => isExponential(part) && parts.has(part));
}

function isExponential(term: Term): boolean {
  return term.kind === 'map' && term.name === 'exp';
}

/** Whether a value is computed of some elements as another is of all: exp(x[i] / t) as exp(x / t) is. */
function isPickOf(one: Term, all: Term): boolean {
  if (one === all) return true;
  if (one.kind === 'gather' && isPickOf(one.operand, all)) return true;
  if (one.kind === 'element' && isPickOf(one.of, all)) return true;
  if (one.kind === 'map' && all.kind === 'map') return one.name === all.name && isPickOf(one.operand, all.operand);
  if (one.kind !== 'binary' || all.kind !== 'binary' || one.name !== all.name) return false;
  const whole = operandsOf(all);
  return operandsOf(one).every((part, i) => isPickOf(part, whole[i]!));
}
