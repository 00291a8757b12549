// Quotients by powers of one sum of exponentials, as in the slope of a softmax: t * (s - t) / s**2. Where what is above the line grows with
// the same power as what is below, the exponentials can be shifted where they are computed.
import type { Occurrence } from '../../terms/occurrence.ts';
import { quotientOf } from '../../terms/quotient.ts';
import type { MapTerm, ReduceTerm, Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { placesBehind } from '../shared/places.ts';
import { shortened } from '../shared/wording.ts';
import { powerOf } from './together.ts';

/** Undefined where a quotient is by something else, or changes with a shift. */
export function ofSlope(
  context: RuleContext,
  division: Occurrence,
  whole: MapTerm,
  place: Occurrence,
): Proposal | undefined {
  const { store, computed } = context;
  const exponent = place.operands[0];
  const denominator = quotientOf(division.term)?.denominator;
  if (!exponent || exponent.term !== whole.operand || !denominator || powerOf(division.term) !== 0) return undefined;
  const sums = [...subterms(denominator)].filter(
    (part): part is ReduceTerm => part.kind === 'reduce' && part.name === 'sum' && part.operand === whole,
  );
  const [sum, ...more] = sums;
  if (!sum || more.length > 0) return undefined;
  const { axis, keepdims } = sum;
  const maximum = store.reduce('max', whole.operand, axis, axis.kind === 'all' ? keepdims : true);
  const by = store.binary('subtract', whole.operand, maximum);
  const exchange = new Map<Term, Term>([[whole, store.map('exp', by)]]);
  // All quotients of them together: of one alone the others would have other values.
  const isOther = ({ own, form, term, scope }: Occurrence) =>
    own &&
    form === 'expression' &&
    scope === division.scope &&
    quotientOf(term) !== undefined &&
    subterms(term).has(whole);
  const quotients = computed.filter((each) => each === division || isOther(each));
  if (quotients.some(({ term }) => powerOf(term) !== 0)) return undefined;
  const isSum = ({ own, form, term }: Occurrence) => own && form === 'expression' && term === sum;
  return {
    form: 'inline',
    title: 'Subtract the maximum before exp',
    writing: 'shift',
    meaning: 'equal',
    replacements: [{ at: exponent, by }],
    like: placesBehind(division, isSum),
    unneeded: [],
    exchange,
    tolerance: 1e-10,
    keeps: quotients.map((at) => ({ at, by: substitute(store, at.term, exchange) })),
    assumptions: [`${shortened(context.textOf(exponent))} is a non-empty array of floating-point numbers`],
    doubts: [],
  };
}
