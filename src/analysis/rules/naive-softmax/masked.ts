// Softmaxes of which something takes exponentials away, a mask or weights that can be 0: the maximum is that of the logits that are left.
import { bare, uncast } from '../../terms/bare.ts';
import { finiteOrZero, notBelowZero } from '../../terms/finiteGuard.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { scaledSumOf, shapedAs } from '../../terms/scaledSum.ts';
import { isIndicator } from '../../terms/indicator.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { Proposal, Replacement, RewritePlan, RuleContext } from '../rule.ts';
import { isZero } from '../../terms/finiteGuard.ts';
import { factorsBeside, isOfOtherFormat, leftBy } from '../shared/masks.ts';
import { copiedPlaces } from '../shared/copies.ts';
import { logsOfSum } from '../shared/sumLogs.ts';
import { placesBehind } from '../shared/places.ts';
import { shiftedNumber, shiftedTotal, type Beside } from './beside.ts';
import type { Site } from './index.ts';

/** What is multiplied with exponentials and may be 0. */
export function takingAway({ bounds }: RuleContext, { ratio: { summed }, whole }: Site): readonly Term[] {
  return factorsBeside(summed, whole).filter((factor) => bounds.low(factor) <= 0);
}

interface Left {
  /** The logits, and -inf where nothing is left of their exponentials. */
  readonly logits: Term;
  readonly assumptions: readonly string[];
  /** What takes them away, if it could be something that is trained. */
  readonly untrained: string | undefined;
}

/** Undefined where nothing, or more than one thing, takes exponentials away. */
function leftOf(context: RuleContext, site: Site): Left | undefined {
  const { store, bounds } = context;
  const { ratio, whole } = site;
  const chosen = chosenOf(store, site);
  if (chosen || ratio.summed.kind === 'where')
    return chosen && { logits: chosen, assumptions: [], untrained: undefined };
  const [factor, ...more] = takingAway(context, site);
  if (!factor || more.length > 0) return undefined;
  const [isAny, isMask] = [bounds.low(factor) < 0, isOfOtherFormat(factor)];
  // Weights that become 0 have a gradient, which what is left out has not.
  const differentiates = site.division.behaviour?.differentiates !== false;
  const isAssumed = differentiates && !isMask && !isIndicator(factor);
  if (isAssumed && !isGivenAsMask(context, factor, whole)) return undefined;
  const left = leftBy(store, factor, whole.operand);
  const summed = uncast(ratio.summed);
  const ofItem = (item: Term) => (factorsBeside(item, whole).includes(factor) ? left : whole.operand);
  return {
    logits: summed.kind === 'join' ? store.join(summed.items.map(ofItem)) : left,
    assumptions: isAssumed
      ? [`${asNamed(factor)} is not negative`]
      : isAny
        ? ['what the exponentials are multiplied by is not negative, and no parameter']
        : [],
    untrained: isAssumed ? asNamed(factor) : undefined,
  };
}

/** Whether a factor is somebody's to give, and what the calls in the text give for it is a mask, too, as far as there are any. */
function isGivenAsMask(context: RuleContext, factor: Term, whole: Term): boolean {
  const isGiven = (term: Term) => term.kind === 'variable' && term.role === 'parameter';
  const given = bare(factor);
  if (!isGiven(given) || subterms(whole).has(given)) return false;
  const { bounds } = context;
  // batch['mask']
  const isEntry = (term: Term): boolean => isGiven(term) || (term.kind === 'gather' && isEntry(bare(term.operand)));
  const isMask = (term: Term) =>
    isEntry(bare(term)) || isIndicator(term) || isOfOtherFormat(term) || bounds.low(term) > 0;
  return copiedPlaces(context).every(({ own: { term: own }, copy: { term: copy } }) => {
    if (own.kind !== 'binary' || own.name !== 'multiply') return true;
    if (copy.kind !== 'binary' || copy.name !== 'multiply') return own.left !== factor && own.right !== factor;
    return (own.left !== factor || isMask(copy.left)) && (own.right !== factor || isMask(copy.right));
  });
}

function asNamed(factor: Term): string {
  const given = bare(factor);
  return given.kind === 'variable' ? given.name : 'what the exponentials are multiplied by';
}

/** The x of where(condition, exp(x), 0), and -inf where the condition does not hold. */
export function chosenOf(store: TermStore, { ratio, whole }: Site): Term | undefined {
  const summed = uncast(ratio.summed);
  if (summed.kind !== 'where') return undefined;
  const { condition, yes, no } = summed;
  const none = store.constant(-Infinity);
  if (uncast(yes) === whole && isZero(no)) return store.where(condition, whole.operand, none);
  return uncast(no) === whole && isZero(yes) ? store.where(condition, none, whole.operand) : undefined;
}

/**
 * The logits without those that are taken away, shifted by their maximum, where all of a softmax is written out.
 * @param maximumOf - the maximum of logits that matches the sum
 */
export function ofLeft(
  context: RuleContext,
  sites: readonly Site[],
  plan: Pick<RewritePlan, 'like' | 'assumptions' | 'tolerance'> & { readonly beside: Beside | undefined },
  maximumOf: (store: TermStore, logits: Term) => Term,
): Proposal | undefined {
  const [site, ...others] = sites as [Site, ...Site[]];
  const { store } = context;
  const left = leftOf(context, site);
  if (!left || others.some(({ ratio, whole }) => ratio.sum.reduce !== site.ratio.sum.reduce || whole !== site.whole))
    return undefined;
  const { whole, ratio } = site;
  if (sites.some(({ exponential }) => exponential !== whole)) return undefined;
  const { reduce } = ratio.sum;
  const logs = logsOfSum(context, site.division.scope, reduce, true);
  const maximum = maximumOf(store, left.logits);
  // Where nothing is left of a line, its softmax has no value anyway; the logarithm of its sum has.
  const kept = logs.length > 0 ? finiteOrZero(store, maximum) : maximum;
  const { beside } = plan;
  const shift = beside ? notBelowZero(store, maximum) : kept;
  const shifted = store.map('exp', store.binary('subtract', left.logits, shift));
  const summed = uncast(ratio.summed);
  const by = substitute(store, summed, new Map<Term, Term>([[whole, shifted]]));
  const isMasked = ({ term, own, form }: Occurrence) => own && form === 'expression' && uncast(term) === summed;
  const roots = [...sites.map(({ division }) => division), ...logs];
  const branch = summed.kind === 'join' ? meetingAt(site, summed) : undefined;
  if (branch ? logs.length > 0 || left.logits.kind !== 'join' : summed.kind === 'join') return undefined;
  const isExponential = ({ term, own, form }: Occurrence) => own && form === 'expression' && term === whole;
  const isWritten = branch ? isExponential : isMasked;
  const masked = [...new Set(roots.flatMap((root) => placesBehind(root, isWritten)))];
  if (masked.length === 0) return undefined;
  masked.sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start);
  const inner = new Map<Term, Term>([[summed, by], ...(branch ? [[whole, shifted] as const] : [])]);
  const withMaxima = logs.map((at): Replacement => {
    const operand = at.operands[0]!.term;
    const own = scaledSumOf(operand)!.reduce;
    const largest = store.reduce('max', left.logits, own.axis, own.keepdims);
    const added = shapedAs(store, operand, own, largest);
    return { at, by: store.binary('add', added, substitute(store, at.term, inner)), added };
  });
  const exchange = new Map([...inner, ...withMaxima.map((each) => [each.at.term, each.by] as const)]);
  const numbers = beside ? [shiftedNumber(store, beside, shift)] : [];
  for (const { by: number } of numbers) {
    exchange.set(
      beside!.total,
      shiftedTotal(beside!, (sum) => substitute(store, sum, inner), store, number),
    );
  }
  return {
    form: 'inline',
    writing: 'value',
    title: 'Subtract the maximum of what is left before exp',
    meaning: 'equal',
    replacements: [...masked.map((at) => ({ at, by: branch ? shifted : by })), ...withMaxima, ...numbers],
    ...(branch && { branch: { at: branch, now: left.logits } }),
    like: plan.like,
    unneeded: sites.flatMap(({ places }) => places),
    exchange,
    names: new Map([
      [left.logits, 'logits'],
      ...(beside ? [[shift, 'm'] as const] : shift === maximum ? [] : [[maximum, 'm'] as const]),
    ]),
    tolerance: plan.tolerance,
    keeps: [
      ...sites.map(({ division }) => ({ at: division, by: substitute(store, division.term, exchange) })),
      ...withMaxima,
    ],
    assumptions: [...plan.assumptions, ...left.assumptions],
    doubts: [],
    ...(left.untrained !== undefined && { untrained: left.untrained }),
  };
}

/** Where the branches meet in one of which exponentials are taken away. */
function meetingAt({ division }: Site, summed: Term): Occurrence | undefined {
  const isMeeting = ({ own, form, term }: Occurrence) => own && form === 'join' && term === summed;
  return placesBehind(division, isMeeting)[0];
}
