import { bare } from './bare.ts';
import { logSumOf } from './logSum.ts';
import { addendsOf } from './lossParts.ts';
import type { Term } from './term.ts';

/**
 * Whether the logarithm of a total is taken away from an exponent, as of log-probabilities that are to add up to 1: the
 * posteriors of a hidden Markov model. That a part is no more than the total is known to who wrote it, not to its terms.
 */
export function isLessLogTotal(exponent: Term): boolean {
  return addendsOf(exponent).some(({ term, negative }) => negative && isLogTotal(bare(term)));
}

function isLogTotal(term: Term): boolean {
  if (term.kind === 'gather') return isLogTotal(bare(term.operand));
  if (term.kind === 'reduce') return term.name === 'logsumexp';
  return term.kind === 'map' && term.name === 'log' && logSumOf(term.operand) !== undefined;
}
