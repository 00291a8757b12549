// Comparisons are made once: an edit elsewhere in a file leaves the terms of a rewrite as they were.
import type { Bounds } from '../terms/bounds/bounds.ts';
import { inputsOf } from '../terms/evaluate/inputs.ts';
import { structureOf } from '../terms/structure.ts';
import type { Term } from '../terms/term.ts';
import { agreement, type Agreement } from './agreement.ts';

/** Compares two terms; see `agreement`. */
export type Compare = typeof agreement;

/** Pairs of terms that are remembered, some kilobytes each at most. */
const mostRemembered = 2000;

/**
 * The comparison of terms, remembered by what decides it: their structure, in whatever store they are, the bounds of
 * their inputs, and how much may differ. What was asked for longest ago is forgotten first.
 */
export function remembering(compare: Compare = agreement, most = mostRemembered): Compare {
  const known = new Map<string, Agreement>();
  return (before, after, bounds, tolerance, allowance) => {
    const { mayOverflow, ofNumbers, ofOne, unit } = allowance ?? {};
    const key = [
      structureOf(unit ? [before, after, unit] : [before, after]),
      unit !== undefined,
      boundsOf([before, after], bounds),
      tolerance,
      mayOverflow,
      ofNumbers,
      ofOne,
    ].join('\n');
    const found = known.get(key) ?? compare(before, after, bounds, tolerance, allowance);
    known.delete(key);
    known.set(key, found);
    if (known.size > most) known.delete(known.keys().next().value!);
    return found;
  };
}

/** Within which inputs are drawn. */
function boundsOf(roots: readonly Term[], bounds: Bounds): string {
  return inputsOf(roots)
    .values.map((input) => bounds.of(input))
    .map(({ low, high }) => `${low} ${high}`)
    .join(' ');
}
