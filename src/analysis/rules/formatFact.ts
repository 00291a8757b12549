import type { FormatFact } from '../findings.ts';
import { declaredFormat } from '../terms/format.ts';
import type { Occurrence } from '../terms/occurrence.ts';
import type { Term } from '../terms/term.ts';
import type { RuleContext } from './rule.ts';

/** The format that a value is computed in at a place: what the code says, else what the user says, else what the library does. */
export function formatFact({ format }: Pick<RuleContext, 'format'>, value: Term, place: Occurrence): FormatFact {
  const declared = declaredFormat(value);
  if (declared) return { name: declared, declared: true, source: 'declared' };
  if (format) return { name: format, declared: false, source: 'configured' };
  return { name: place.usualFormat ?? 'float64', declared: false, source: 'assumed' };
}
