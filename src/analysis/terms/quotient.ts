// Quotients, also by a reciprocal.
import type { Term } from './term.ts';

export interface Quotient {
  readonly numerator: Term;
  readonly denominator: Term;
}

/** a / b, a * (1 / b), (1 / b) * a and a * b ** -1. */
export function quotientOf(term: Term): Quotient | undefined {
  if (term.kind !== 'binary') return undefined;
  if (term.name === 'divide') return { numerator: term.left, denominator: term.right };
  if (term.name !== 'multiply') return undefined;
  for (const [numerator, inverse] of [[term.left, term.right] as const, [term.right, term.left] as const]) {
    const denominator = inverted(inverse);
    if (denominator) return { numerator, denominator };
  }
  return undefined;
}

/** The a and b of (n / b) * a, without n. */
export function multipleOf(term: Term): Quotient | undefined {
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  for (const [numerator, share] of [[term.left, term.right] as const, [term.right, term.left] as const]) {
    if (share.kind === 'binary' && share.name === 'divide') return { numerator, denominator: share.right };
  }
  return undefined;
}

/** The b of 1 / b and b ** -1. */
function inverted(term: Term): Term | undefined {
  if (term.kind !== 'binary') return undefined;
  const isNumber = (side: Term, value: number) => side.kind === 'constant' && side.value === value;
  if (term.name === 'divide') return isNumber(term.left, 1) ? term.right : undefined;
  return term.name === 'power' && isNumber(term.right, -1) ? term.left : undefined;
}
