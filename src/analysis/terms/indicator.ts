import { bare } from './bare.ts';
import { isTest } from './comparison.ts';
import { identityMatrix, oneHot } from './gathers.ts';
import { complementOf } from './logarithm.ts';
import type { Term } from './term.ts';
import { isTriangle } from './triangles.ts';

/** Whether a value is 0 or 1 by what it is: the outcome of a test, the identity matrix, or 1 less it. */
export function isIndicator(term: Term): boolean {
  const inner = bare(complementOf(term)?.of ?? term);
  if (isTriangle(inner)) return inner.kind === 'opaque' && inner.range?.low === 0 && inner.range.high === 1;
  return isTest(term) || (inner.kind === 'opaque' && (inner.key === identityMatrix || inner.key === oneHot));
}
