// What replaces a naive softmax: the same with its exponents shifted by their maximum, or the library's own.
import { alignment, reductionOf, type Alignment } from '../../terms/alignment.ts';
import { axisKey } from '../../terms/axis.ts';
import { outsideLoops } from '../../terms/lift.ts';
import { finiteOrZero, notBelowZero } from '../../terms/finiteGuard.ts';
import { isInnerProduct } from '../../terms/innerProduct.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { rebuild, subterms } from '../../terms/walk.ts';
import type { Proposal, Replacement, RewritePlan, RuleContext } from '../rule.ts';
import { logsOfSum, withMaximum } from '../shared/sumLogs.ts';
import { shortened } from '../shared/wording.ts';
import { asValues, besideOf, shiftedNumber, shiftedTotal, type Beside } from './beside.ts';
import { elementsOf } from './elements.ts';
import { subjectOf, type Site } from './index.ts';
import { flattened, isPicked, maximumFor } from './maximum.ts';
import { chosenOf, ofLeft, takingAway } from './masked.ts';
import type { Ratio } from './ratio.ts';
import { isPickOf, ofPicked } from './picked.ts';
import { exponentAt, isAddedByLanguage, placesBehind } from '../shared/places.ts';
import { losesAxes, ofReshaped, reshaped as reshapedFirst } from './reshaped.ts';
import { ofStored } from './stored.ts';
import { isAskedFor } from './tested.ts';
import { isBesideTurned, isTurnedTwice, ofUnturned } from './turned.ts';

const titles = {
  inline: 'Subtract the maximum before exp',
  beside: 'Subtract the maximum before exp, and from the number beside the sum',
  library: "Replace with the library's softmax",
} as const;

/** The proposals for one exponential and all the ratios it goes into. */
export function propose(context: RuleContext, sites: readonly Site[]): readonly Proposal[] {
  const beside = besideOf(sites);
  const proposals = [
    left(context, sites, beside),
    beside && inline(context, sites, beside),
    ...inLoops(context, sites),
    library(context, sites),
  ];
  return proposals.filter((each) => each !== undefined);
}

/** Undefined where no exponentials are taken away. */
function left(context: RuleContext, sites: readonly Site[], beside: Beside | undefined): Proposal | undefined {
  const [site] = sites as [Site];
  const { store } = context;
  if (obstacleOf(store, sites) !== undefined || (site.ratio.guarded && !beside)) return undefined;
  const plan = {
    like: shapingPlaces(site),
    assumptions: [describeInput(context, site), ...dimensions(alignment(site.ratio.sum))],
    tolerance: rounding,
    beside,
  };
  const { reduce, changes } = site.ratio.sum;
  // What a change of shape makes of the sum, the maximum has of itself.
  const isShaped = changes.some(({ to }) => to !== 'broadcast') && alignment(site.ratio.sum) !== 'unknown';
  return ofLeft(context, sites, plan, (store, logits) =>
    isShaped ? store.reduce('max', logits, reduce.axis, true) : maximumFor(store, site, logits),
  );
}

/** Shifted where they are computed, or, where loops store the exponentials into an array of several axes, when all are there. */
function inLoops(context: RuleContext, sites: readonly Site[]): readonly Proposal[] {
  const { store } = context;
  const common = () => ({
    title: titles.inline,
    like: shapingPlaces(sites[0]!),
    tolerance: toleranceOf(sites),
    assumptions: [describeInput(context, sites[0]!)],
    doubts: doubtsOf(context, sites),
  });
  const isOpen = obstacleOf(store, sites) === undefined;
  const reshaped = isOpen ? ofReshaped(store, sites, common) : undefined;
  if (reshaped) return [reshaped];
  const stored = isOpen ? ofStored(store, sites, common, (site) => maximumFor(store, site)) : undefined;
  return stored ? [stored, inline(context, sites)] : [inline(context, sites)];
}

/** @param beside - what stands beside the sum, if that is to be shifted, too */
export function inline(context: RuleContext, sites: readonly Site[], beside?: Beside): Proposal {
  const { store } = context;
  const withheld = (reason: string): Proposal => ({ form: 'inline', title: titles.inline, withheld: reason });
  const obstacle = obstacleOf(store, sites);
  if (obstacle !== undefined) return withheld(obstacle);
  // A number is computed where it is asked for alone: the exponentials that a condition leaves out are none.
  const leaves = sites.every(({ division }) => division.behaviour?.numbers === true);
  const isFlat = sites.some(({ ratio, division }) => ratio.flat && isAddedByLanguage(division, ratio.sum.reduce));
  const maxima = new Set(
    sites.map((site) => maximumFor(store, site, leaves ? chosenOf(store, site) : undefined, isFlat)),
  );
  const [bareMaximum, ...others] = maxima;
  if (!bareMaximum || others.length > 0) return withheld('the exponentials go into sums over different axes');
  const sums = new Set(sites.map(({ ratio }) => ratio.sum.reduce));
  const logs = [...sums].flatMap((sum) => logsOfSum(context, sites[0]!.division.scope, sum).map((at) => ({ at, sum })));
  // A softmax of nothing but -inf has no value anyway; the logarithm of its sum has, and a test of the sum.
  const needsValue = logs.length > 0 || [...sums].some((sum) => isAskedFor(context, sum));
  const kept = needsValue ? finiteOrZero(store, bareMaximum) : bareMaximum;
  const maximum = beside ? notBelowZero(store, bareMaximum) : kept;
  const withMaxima = logs.map(({ at, sum }) =>
    withMaximum(context, at, sum, maximum, isFlat ? bareMaximum : undefined),
  );
  const exchange = new Map<Term, Term>();
  const replacements = new Map<Occurrence, Replacement>();
  for (const { place, site } of sites.flatMap((site) => site.places.map((place) => ({ place, site })))) {
    const at = exponentAt(place)!;
    const less = isBesideTurned(at.term, site) ? ofUnturned(store, site, maximum) : maximum;
    const by = store.binary('subtract', at.term, isPickOf(at.term, site) ? ofPicked(store, less) : less);
    replacements.set(place, { at, by });
    const [from, to] = [store.map('exp', at.term), store.map('exp', by)];
    const [left, now] = [outsideLoops(store, from), outsideLoops(store, to)];
    if (left.length === now.length) left.forEach((each, i) => exchange.set(each, now[i]!));
    exchange.set(from, to);
  }
  for (const site of sites) {
    const less = site.ratio.turned ? ofUnturned(store, site, maximum) : maximum;
    exchange.set(site.whole, store.map('exp', store.binary('subtract', site.whole.operand, less)));
  }
  for (const { at, by } of withMaxima) exchange.set(at.term, by);
  const number = beside && shiftedNumber(store, beside, maximum);
  if (number)
    exchange.set(
      beside.total,
      shiftedTotal(beside, (sum) => exchanged(store, sum, exchange), store, number.by),
    );
  const plan: RewritePlan = {
    form: 'inline',
    writing: 'shift',
    title: beside ? titles.beside : titles.inline,
    meaning: 'equal',
    replacements: [...replacements.values(), ...withMaxima, ...(number ? [number] : [])],
    like: shapingPlaces(sites[0]!),
    unneeded: [],
    exchange,
    elements: new Map([
      ...elementsOf(store, sites),
      ...(isFlat
        ? flattened(
            store,
            [...sums].flatMap((sum) => [sum, exchanged(store, sum, exchange)]),
          )
        : []),
    ]),
    tolerance: beside ? rounding : toleranceOf(sites),
    keeps: [
      ...sites.map(({ division }) => ({ at: division, by: exchanged(store, division.term, exchange) })),
      ...withMaxima,
    ],
    assumptions: [
      describeInput(context, sites[0]!),
      ...dimensions(alignment(reductionOf(bareMaximum)!)),
      ...dimensionsOfProducts(sites),
      ...(isFlat ? ['it has one dimension, as the sum over all of it takes for granted'] : []),
    ],
    doubts: doubtsOf(context, sites, beside),
  };
  return number && !leaves ? asValues(store, plan, [...replacements], number) : plan;
}

/**
 * A quotient with other exponentials in it. Those that what stands beside them is computed from stay, although they may have the same
 * values: the logarithm of a sum of them is of other code.
 */
function exchanged(store: TermStore, quotient: Term, exchange: ReadonlyMap<Term, Term>): Term {
  const known = new Map(exchange);
  const within = (term: Term): Term => {
    const before = known.get(term);
    if (before) return before;
    const now = term.kind === 'map' && term.name !== 'neg' ? term : rebuild(store, term, within);
    known.set(term, now);
    return now;
  };
  return within(quotient);
}

/** Undefined where this is more than a softmax, or a part of one. */
function library(context: RuleContext, sites: readonly Site[]): Proposal | undefined {
  const [site, ...others] = sites as [Site, ...Site[]];
  const { ratio, whole, division } = site;
  if (!ratio.plain || ratio.transposed || division.form === 'inlined') return undefined;
  const withheld = (reason: string): Proposal => ({ form: 'library', title: titles.library, withheld: reason });
  const obstacle = obstacleOf(context.store, sites);
  if (obstacle !== undefined) return withheld(obstacle);
  if (others.length > 0) return withheld('the exponentials go into several quotients');
  if (ratio.sum.reduce.operand.kind === 'reshape' && losesAxes(ratio.sum.reduce.operand.change))
    return withheld(reshapedFirst);
  const by = context.store.library('softmax', whole.operand, ratio.sum.reduce.axis);
  const sum = placesBehind(division, ({ term, own }) => own && term === ratio.sum.reduce);
  return {
    form: 'library',
    writing: 'softmax',
    title: titles.library,
    meaning: 'equal',
    replacements: [{ at: division, by }],
    like: shapingPlaces(site),
    unneeded: [...site.places, ...sum],
    exchange: new Map([[division.term, by]]),
    tolerance: toleranceOf(sites),
    keeps: [{ at: division, by }],
    assumptions: [describeInput(context, site), ...dimensions(alignment(ratio.sum))],
    doubts: doubtsOf(context, sites),
  };
}

/** Why nothing can be proposed at all. */
function obstacleOf(store: TermStore, sites: readonly Site[]): string | undefined {
  for (const { places, ratio, division } of sites) {
    if (places.some((place) => !exponentAt(place))) return 'the exponential is taken inside a function';
    if (ratio.transposed && isTurnedTwice(ratio))
      return 'the sum is divided by along another axis than it was taken over';
    if (!ratio.transposed && !isPicked(store, division) && isNeverAligned(ratio)) {
      return 'the sum is divided by without keepdims, so the quotient is not normalised along its axis as it stands';
    }
  }
  return undefined;
}

/** Whether a quotient divides along another axis than its sum was taken over: of what has several axes, without keepdims. */
function isNeverAligned({ sum, summed, averaged }: Ratio): boolean {
  if (averaged) return false;
  const aligned = alignment(sum);
  if (aligned !== '1-d' || summed.kind !== 'map') return aligned === 'never';
  const { operand: exponent } = summed;
  const shift = exponent.kind === 'binary' && exponent.name === 'subtract' ? reductionOf(exponent.right) : undefined;
  if (!shift || exponent.kind !== 'binary' || shift.reduce.operand !== exponent.left) return false;
  const { axis } = shift.reduce;
  return axis.kind === 'known' && axis.axes.some((each) => each >= 1 || each < -1);
}

/** From the denominator down to the sum: places that show how axes and shapes are written here. */
function shapingPlaces({ division, ratio }: Site): readonly Occurrence[] {
  const isShaping = ({ term, form }: Occurrence) =>
    form === 'expression' && reductionOf(term)?.reduce === ratio.sum.reduce;
  const found: Occurrence[] = [];
  let layer = placesBehind(division, isShaping);
  while (layer.length > 0) {
    found.push(...layer);
    layer = layer.flatMap((place) => (place.term === ratio.sum.reduce ? [] : placesBehind(place, isShaping)));
  }
  return found;
}

function describeInput(context: RuleContext, { places }: Site): string {
  return `${shortened(subjectOf(context, places[0]!))} is a non-empty array of floating-point numbers`;
}

function dimensions(alignment: Alignment): readonly string[] {
  if (alignment === '1-d') return ['it has one dimension, as the division without keepdims takes for granted'];
  if (alignment === '2-d') return ['it has two dimensions, as the shape of the sum takes for granted'];
  return alignment === 'n-d' ? ['it has no dimensions after the one that is summed'] : [];
}

/** e @ v / e.sum(axis=1, keepdims=True): the axis that a product adds up is the last one, whatever it is called. */
function dimensionsOfProducts(sites: readonly Site[]): readonly string[] {
  const isCounted = ({ ratio, division }: Site) => {
    const { axis } = ratio.sum.reduce;
    const isFromFront = axis.kind === 'known' && axis.axes.some((each) => each >= 0);
    return isFromFront && ratio.product && [...subterms(division.term)].some(isInnerProduct);
  };
  const isOfVector = ({ ratio }: Site) => ratio.product && alignment(ratio.sum) === '1-d';
  return [
    ...(sites.some(isCounted) ? ['what is multiplied as a matrix has two dimensions'] : []),
    ...(sites.some(isOfVector)
      ? ['what it is multiplied by has one dimension, as the division takes for granted']
      : []),
  ];
}

const rounding = 1e-10;

/** Rounding alone, or what a small constant beside the sum weighs. */
function toleranceOf(sites: readonly Site[]): number {
  return sites.some(({ ratio }) => ratio.guarded) ? 1e-3 : rounding;
}

function doubtsOf(context: RuleContext, sites: readonly Site[], beside?: Beside): readonly string[] {
  const guarded = !beside && sites.some(({ ratio }) => ratio.guarded);
  const axes = new Set(sites.map(({ ratio }) => axisKey(ratio.sum.reduce.axis)));
  return [
    ...(guarded ? ['the constant beside the sum then has another weight'] : []),
    ...(axes.size > 1 ? ['the sums are over different axes'] : []),
    ...(sites.some((site) => takingAway(context, site).length > 0)
      ? ['the largest may be what a mask takes away']
      : []),
  ];
}
