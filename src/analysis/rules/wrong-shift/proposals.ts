// The exponents shifted by the maximum of what is summed, or the library's own function.
import { alignment } from '../../terms/alignment.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { subjectOf } from '../naive-softmax/index.ts';
import { contains, placesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { shortened } from '../shared/wording.ts';
import { wholePlace, type Site } from './index.ts';

const titles = {
  inline: 'Subtract the maximum along the axis of the sum',
  softmax: "Replace with the library's softmax",
  logsumexp: 'Replace with logsumexp',
} as const;

export function propose(context: RuleContext, site: Site): readonly Proposal[] {
  if (site.kind === 'logsumexp') return logsumexp(context, site);
  const { outer, sum } = site;
  const logits = logitsOf(context, site);
  const assumptions = [
    `${shortened(subjectOf(context, site.places[0]!))} is a non-empty array of floating-point numbers`,
  ];
  const library = valuePlan({
    form: 'library',
    title: titles.softmax,
    at: outer,
    by: context.store.library('softmax', logits, sum.reduce.axis),
    unneeded: behind(site),
    like: sumPlaces(site),
    assumptions,
    ...changes(site),
  });
  if (alignment(sum) === 'never' || (site.fault === 'keepdims' && alignment(sum) === '1-d')) {
    const withheld =
      'the sum is divided by without keepdims, so the quotient is not normalised along its axis as it stands';
    return [
      { form: 'inline', title: titles.inline, withheld },
      { form: 'library', title: titles.softmax, withheld },
    ];
  }
  return [inline(context, site, assumptions), library];
}

/** Values change where the maxima were those of other rows. */
function changes({ fault }: Site): { meaning?: 'changed'; doubts?: readonly string[] } {
  if (fault !== 'keepdims' && fault !== 'axis') return {};
  return { meaning: 'changed', doubts: ['what was subtracted did not cancel'] };
}

function inline(context: RuleContext, site: Site, assumptions: readonly string[]): Proposal {
  const { store } = context;
  const { outer, sum, shift, places } = site;
  const at = wholePlace(places[0]!, shift);
  const withheld = (reason: string): Proposal => ({ form: 'inline', title: titles.inline, withheld: reason });
  if (!at) return withheld('the shift is made inside a function');
  const { axis } = sum.reduce;
  const { logits } = shift;
  const maximum = store.reduce(shift.negated ? 'min' : 'max', logits, axis, axis.kind !== 'all');
  const direct = at.term === shift.whole && shift.whole.left === shift.logits;
  const by = direct ? store.binary('subtract', logits, maximum) : store.binary('subtract', maximum, logits);
  const exchange = new Map<Term, Term>([[shift.whole, by]]);
  const plan = valuePlan({
    form: 'inline',
    title: titles.inline,
    at,
    by,
    unneeded: [...definitionsOf(at.operands[1] ?? at)].filter(({ own, term }) => own && term === shift.by),
    like: sumPlaces(site),
    assumptions,
    ...changes(site),
  });
  const after = substitute(store, outer.term, exchange);
  const all = new Set(places.flatMap((place) => wholePlace(place, shift) ?? []));
  return {
    ...plan,
    replacements: [...all].map((place) => ({ at: place, by })),
    keeps: [{ at: outer, by: after }],
    exchange,
  };
}

/** m + log(sum(exp(x - m))) as a whole: the maximum alone would not line up with the logarithm. */
function logsumexp(context: RuleContext, site: Site): readonly Proposal[] {
  const { store } = context;
  const { outer, shift, sum } = site;
  const isWhole = ({ term }: Occurrence) =>
    term.kind === 'binary' &&
    term.name === 'add' &&
    [term.left, term.right].includes(outer.term) &&
    [term.left, term.right].includes(shift.by);
  const at = context.computed.find((place) => place.form === 'expression' && isWhole(place) && contains(place, outer));
  const form = 'library';
  if (!at || shift.negated || sum.changes.length > 0 || sum.reduce.keepdims === 'unknown') {
    return [{ form, title: titles.logsumexp, withheld: 'the shift is not added again where the logarithm is taken' }];
  }
  const by = store.reduce('logsumexp', shift.logits, sum.reduce.axis, sum.reduce.keepdims);
  const unneeded = [...definitionsOf(at.operands[0]!), ...definitionsOf(at.operands[1]!), ...behind(site)].filter(
    ({ own }, index, all) => own && all.indexOf(all[index]!) === index,
  );
  return [
    valuePlan({
      form,
      title: titles.logsumexp,
      at,
      by,
      unneeded,
      like: sumPlaces(site),
      assumptions: ['the logits are a non-empty array of floating-point numbers'],
    }),
  ];
}

/** The exponent without its shift. */
function logitsOf({ store }: RuleContext, { exponential, shift }: Site): Term {
  const logits = shift.whole.left === shift.logits ? shift.logits : store.map('neg', shift.logits);
  return substitute(store, exponential.operand, new Map([[shift.whole, logits]]));
}

function sumPlaces({ outer, sum }: Site): readonly Occurrence[] {
  return placesBehind(outer, ({ term, own, form }) => own && form === 'expression' && term === sum.reduce);
}

/** What only names parts of the computation, in the order of the text. */
function behind(site: Site): readonly Occurrence[] {
  const { places, shift } = site;
  const whole = wholePlace(places[0]!, shift);
  const by = whole
    ? placesBehind(whole, ({ term, own, form }) => own && form === 'expression' && term === shift.by)
    : [];
  const parts = [...by, ...(whole ? [whole] : []), ...places, ...sumPlaces(site)];
  return parts.filter((place) => !contains(site.outer, place));
}
