// A softmax or log-sum-exp that is shifted, but not so that the largest exponent of every row is 0: the sum of a row can
// be 0 still, or overflow still.
import { expOverflow, expZero, formats } from '../../../kernels/index.ts';
import type { FormatFact, Reason, Severity } from '../../findings.ts';
import { alignment, isAlongFirst, reductionOf, type Reduction } from '../../terms/alignment.ts';
import { uncast } from '../../terms/bare.ts';
import { describeAxis } from '../../terms/axis.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import type { MapTerm } from '../../terms/term.ts';
import { subjectOf } from '../naive-softmax/index.ts';
import { exponentialPlaces } from '../naive-softmax/places.ts';
import { quotientOf } from '../../terms/quotient.ts';
import { ratioOf } from '../naive-softmax/ratio.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { formatAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { cumulativelyShifted } from './cumulative.ts';
import { halfShifted } from './half.ts';
import { groupShifted } from './groups.ts';
import { rowsShifted } from './rows.ts';
import { runningFromZero } from './running.ts';
import { propose } from './proposals.ts';
import { faultOf, floorOf, shiftIn, type Fault, type Shift } from './shift.ts';

/** A sum of shifted exponentials, and what is made of it. */
export interface Site {
  /** The quotient, or the logarithm of the sum. */
  readonly outer: Occurrence;
  readonly kind: 'softmax' | 'logsumexp';
  readonly sum: Reduction;
  readonly exponential: MapTerm;
  readonly places: readonly Occurrence[];
  readonly shift: Shift;
  readonly fault: Fault;
  readonly format: FormatFact;
}

export const wrongShift: Rule = { id: 'wrong-shift', find };

function find(context: RuleContext): readonly Match[] {
  const byPlace = new Map<Occurrence, Match>();
  for (const outer of context.computed) {
    for (const other of [halfShifted, cumulativelyShifted, groupShifted, rowsShifted, runningFromZero]) {
      const found = other(context, outer);
      if (found) byPlace.set(found.at, found);
    }
    const site = siteOf(context, outer);
    if (!site) continue;
    const found = match(context, site);
    if (!byPlace.has(found.at)) byPlace.set(found.at, found);
  }
  return [...byPlace.values()];
}

function siteOf(context: RuleContext, outer: Occurrence): Site | undefined {
  const parts = softmaxParts(context, outer) ?? logarithmParts(outer);
  if (!parts) return undefined;
  const { exponential, sum, kind } = parts;
  const shift = shiftIn(exponential.operand);
  const fault = shift && faultOf(shift, sum);
  if (!shift || !fault) return undefined;
  // A sum over the last axis that is divided by without keepdims takes one dimension for granted.
  if (fault !== 'keepdims' && kind === 'softmax' && alignment(sum) === '1-d') return undefined;
  const places = exponentialPlaces(context.store, outer, [exponential]);
  const [place] = places;
  if (!place) return undefined;
  const format = formatAt(context, exponential.operand, place);
  const site = { outer, kind, sum, exponential, places, shift, fault, format };
  return canFail(context, site) ? site : undefined;
}

interface Parts {
  readonly kind: Site['kind'];
  readonly exponential: MapTerm;
  readonly sum: Reduction;
}

function softmaxParts({ store, bounds }: RuleContext, outer: Occurrence): Parts | undefined {
  if (outer.form !== 'expression' || outer.term.kind !== 'binary' || outer.operands[0]?.term !== outer.term.left) {
    return undefined;
  }
  const quotient = quotientOf(outer.term);
  const ratio = quotient && ratioOf(store, bounds, quotient);
  if (!ratio || ratio.guarded || ratio.transposed || ratio.summed.kind !== 'map') return undefined;
  return { kind: 'softmax', exponential: ratio.summed, sum: ratio.sum };
}

function logarithmParts(outer: Occurrence): Parts | undefined {
  if (!isMapPlace(outer, 'log')) return undefined;
  const sum = reductionOf(outer.term.operand);
  const summed = sum && uncast(sum.reduce.operand);
  if (sum?.reduce.name !== 'sum' || summed?.kind !== 'map' || summed.name !== 'exp') return undefined;
  return { kind: 'logsumexp', exponential: summed, sum };
}

/** Whether the bounds leave room for an exponential of inf, or for a sum of 0. */
function canFail({ bounds }: RuleContext, { exponential, shift, format, fault, sum }: Site): boolean {
  const of = formats[format.name];
  const exponent = bounds.of(exponential.operand);
  if (fault === 'keepdims' || fault === 'other') return exponent.high > expOverflow(of) || exponent.low < expZero(of);
  if (fault === 'floor' && bounds.low(shift.logits) >= floorOf(shift.by)!.constant + expZero(of)) return false;
  if (exponent.high > expOverflow(of)) return true;
  const { low, high } = bounds.of(shift.logits);
  if (high - low <= -expZero(of)) return false;
  // Along the first axis, without keepdims, one dimension may be all there is.
  if (fault === 'global' && isAlongFirst(sum.reduce)) return false;
  return exponent.low < expZero(of) && bounds.low(sum.reduce) === 0;
}

/** Where the shift is computed: that is what has to be another. */
export function shiftPlace({ places, shift }: Site): Occurrence {
  const whole = wholePlace(places[0]!, shift);
  const behind =
    whole && placesBehind(whole, ({ term, own, form }) => own && form === 'expression' && term === shift.by);
  return behind?.[0] ?? whole ?? places[0]!;
}

/** Where the shift is subtracted. */
export function wholePlace(place: Occurrence, { whole }: Shift): Occurrence | undefined {
  const here = place.operands.flatMap(definitionsOf);
  return (
    here.find(({ term, own }) => own && term === whole) ??
    placesBehind(place, ({ term, own, form }) => own && form === 'expression' && term === whole)[0]
  );
}

function match(context: RuleContext, site: Site): Match {
  const { places, outer, format } = site;
  const at = shiftPlace(site);
  const severity = severityOf(site);
  return {
    at,
    message: messageOf(context, site),
    format,
    subject: subjectOf(context, places[0]!),
    reasons: reasons(context, site, at),
    ...(severity && { severity }),
    covers: [...places, outer, ...placesBehind(outer, ({ own, term }) => own && term === site.sum.reduce)],
    proposals: () => propose(context, site),
  };
}

/** An axis that is given may be none, and then the sum is over all. */
function severityOf({ fault, sum }: Site): Severity | undefined {
  return fault === 'global' && sum.reduce.axis.kind === 'symbolic' ? 'hint' : undefined;
}

function messageOf(context: RuleContext, { fault, kind, sum, shift, format, places }: Site): string {
  const of = formats[format.name];
  const [overflow, gap] = [rounded(expOverflow(of)), rounded(-expZero(of))];
  const zero = kind === 'softmax' ? '0/0 = NaN' : 'log(0) = -inf';
  const inf = kind === 'softmax' ? 'inf/inf = NaN' : 'inf';
  const axis = describeAxis(sum.reduce.axis);
  const exponent = shortened(subjectOf(context, places[0]!));
  const own = reductionOf(shift.by)?.reduce.axis;
  switch (fault) {
    case 'global':
      return `one maximum is subtracted from all, the sum is over ${axis}: rows more than ${gap} below the largest logit of all become ${zero} in ${format.name}`;
    case 'axis':
      return `the maximum is over ${describeAxis(own!)}, the sum over ${axis}: it does not cancel, and a sum whose logits are all more than ${gap} below their maxima becomes ${zero} in ${format.name}`;
    case 'keepdims':
      return 'the maximum has lost its axis, so it lines up with another one: it raises, or subtracts the maxima of other rows';
    case 'mean':
      return `the mean is subtracted, not the maximum: exp overflows ${format.name} from ${overflow} above the mean, which gives ${inf}`;
    case 'minimum':
      return `the least exponent is 0, not the largest: exp overflows ${format.name} where logits differ by more than ${overflow}, which gives ${inf}`;
    case 'sign':
      return `the exponents grow from 0 upwards: exp overflows ${format.name} where logits differ by more than ${overflow}, which gives ${inf}`;
    case 'constant':
      return `a constant is subtracted, not the maximum: exp(${exponent}) overflows ${format.name} when ${exponent} > ${overflow}, which gives ${inf}`;
    case 'floor': {
      const { constant } = floorOf(shift.by)!;
      return `the maximum is never below ${constant}: logits that are all below ${rounded(constant + expZero(of))} become ${zero} in ${format.name}`;
    }
    case 'other':
      if (shift.logits.kind === 'where') {
        return `the maximum is of what the mask takes away, too: rows whose other logits are more than ${gap} below become ${zero} in ${format.name}`;
      }
      return `the maximum is not that of the exponent: exp overflows ${format.name} where the two differ by more than ${overflow}, and becomes ${zero} below -${gap}`;
  }
}

function reasons(context: RuleContext, { places, outer, kind, sum, fault }: Site, at: Occurrence): readonly Reason[] {
  const [place] = places as [Occurrence];
  const summed = placesBehind(outer, ({ term, own }) => own && term === sum.reduce)[0];
  const below = fault === 'global' || fault === 'axis' || fault === 'floor';
  const shown = shortened(context.textOf(place));
  const end =
    kind === 'softmax' ? (below ? '0 / 0 is NaN' : 'inf / inf is NaN') : below ? 'log(0) is -inf' : 'log(inf) is inf';
  return [
    { span: at.span, message: `${shortened(context.textOf(at))} is subtracted before exp` },
    { span: place.span, message: below ? `every ${shown} of a row can be 0` : `${shown} can be inf` },
    ...(summed
      ? [{ span: summed.span, message: `the sum over ${describeAxis(sum.reduce.axis)} is then ${below ? '0' : 'inf'}` }]
      : []),
    { span: outer.span, message: end },
  ];
}
