// In which format an exponential overflows.
import { expOverflow, formats, type FormatName } from '../../../kernels/index.ts';
import type { FormatFact } from '../../findings.ts';
import { formatsBetween } from '../../terms/formatsBetween.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';
import { formatAt, undeclaredFormatAt } from './places.ts';
import { isOfNumbers } from './softplus.ts';

/**
 * The format that the exponential of `exponent` is computed in at a place, or a narrower one that it is kept in before it is part
 * of `whole`.
 * @param exponentials - how it stands there: it, and the array that it is an element of
 */
export function exponentialFormatAt(
  context: Pick<RuleContext, 'format' | 'valuesOf'>,
  exponent: Term,
  place: Occurrence,
  whole: Term,
  exponentials: readonly Term[],
): FormatFact {
  // A function of single numbers computes in double, whatever its argument was kept in.
  const computed = isOfNumbers(place) ? undeclaredFormatAt(context, place) : formatAt(context, exponent, place);
  const kept = [...formatsBetween(whole, new Set(exponentials))].sort((a, b) => limit(a) - limit(b))[0];
  return kept && limit(kept) < limit(computed.name) ? { name: kept, declared: true, source: 'declared' } : computed;
}

function limit(name: FormatName): number {
  return expOverflow(formats[name]);
}
