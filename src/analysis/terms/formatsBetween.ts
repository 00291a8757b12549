import type { FormatName } from '../../kernels/index.ts';
import type { Term } from './term.ts';
import { operandsOf } from './walk.ts';

/** How many terms are looked through for one exponential. */
const maxTerms = 4000;

/**
 * The formats that a value is rounded to between where it is computed and `root`, which it is a part of: those of arrays that
 * it is stored to, casts and types of sums.
 */
export function formatsBetween(root: Term, values: ReadonlySet<Term>): ReadonlySet<FormatName> {
  const reaches = new Map<Term, boolean>();
  const found = new Set<FormatName>();
  const visit = (term: Term): boolean => {
    if (values.has(term)) return true;
    const known = reaches.get(term);
    if (known !== undefined || reaches.size > maxTerms) return known ?? false;
    reaches.set(term, false);
    // All of them, as each may be another way to it.
    const leads = operandsOf(term).map(visit).includes(true);
    if (leads && term.kind === 'cast' && term.format !== 'integer') found.add(term.format);
    reaches.set(term, leads);
    return leads;
  };
  visit(root);
  return found;
}
