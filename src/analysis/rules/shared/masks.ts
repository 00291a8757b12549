// Factors that take exponentials away: masks of 0 and 1, of which no gradient is asked.
import { bare, uncast } from '../../terms/bare.ts';
import { comparison } from '../../terms/comparison.ts';
import { complementOf } from '../../terms/logarithm.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';

/** What exponentials are multiplied with before they are added up, in any of the branches that meet there. */
export function factorsBeside(summed: Term, exponential: Term): readonly Term[] {
  if (summed === exponential) return [];
  if (!subterms(summed).has(exponential)) return [summed];
  const within = (part: Term) => factorsBeside(part, exponential);
  switch (summed.kind) {
    case 'binary':
      return summed.name === 'multiply' ? [summed.left, summed.right].flatMap(within) : [];
    case 'join':
      return [...new Set(summed.items.flatMap(within))];
    case 'cast':
    case 'reshape':
      return within(summed.operand);
    default:
      return [];
  }
}

/** Whether a factor is made of something that was cast for it, as masks are: of no gradient. */
export function isOfOtherFormat(factor: Term): boolean {
  const inner = complementOf(factor)?.of ?? factor;
  return /^(variable|opaque|gather|stack)$/.test(bare(inner).kind) && inner !== uncast(inner);
}

/** Logits, and -inf where a factor leaves nothing of their exponentials. */
export function leftBy(store: TermStore, factor: Term, logits: Term): Term {
  const isThere = comparison(store, '>', factor, store.constant(0));
  return store.where(isThere, logits, store.constant(-Infinity));
}
