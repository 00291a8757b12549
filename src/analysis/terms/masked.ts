// What a mask picks: p[y == 1], whose other samples are elsewhere.
import { bare } from './bare.ts';
import { isTest } from './comparison.ts';
import type { Term } from './term.ts';

/** The p of p[y == 1]. */
export function unmasked(term: Term): Term {
  const inner = bare(term);
  if (inner.kind === 'refined') {
    const within = unmasked(inner.operand);
    return within === bare(inner.operand) ? inner : within;
  }
  if (inner.kind !== 'gather') return inner;
  const [mask, ...others] = inner.indices;
  return mask && others.length === 0 && isTest(mask) ? unmasked(inner.operand) : inner;
}
