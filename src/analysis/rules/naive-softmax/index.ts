// exp(x) / sum(exp(x)): x large enough makes it inf / inf, which is NaN, although the softmax is a number in [0, 1]; where every
// x is far below 0, it is 0 / 0.
import { expOverflow, expZero, formats, type FormatName } from '../../../kernels/index.ts';
import type { FormatFact } from '../../findings.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import { isLessLogTotal } from '../../terms/logTotal.ts';
import { isPowerOf, isReweighted } from '../../terms/power.ts';
import { isNegative } from '../../terms/probability.ts';
import { isOneOf } from '../../terms/oneOf.ts';
import { subterms } from '../../terms/walk.ts';
import { holdsByMethods } from '../shared/boundedByCalls.ts';
import { exponentialFormatAt } from '../shared/exponentialFormat.ts';
import { raisesAt } from '../shared/softplus.ts';
import { isShiftedByLeft } from '../shared/leftMaximum.ts';
import { givenExponent } from '../shared/places.ts';
import { rounded, shortened } from '../shared/wording.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { growing } from './growth.ts';
import { exponentialPlaces } from './places.ts';
import { propose } from './proposals.ts';
import { multipleOf, quotientOf, type Quotient } from '../../terms/quotient.ts';
import { ratioOf, type Ratio } from './ratio.ts';
import { reasonsFor } from './reasons.ts';
import { drawnByWeights, drawnShare } from './share.ts';
import { canVanish, isWithoutItself } from './underflow.ts';
import { vanishing } from './weights.ts';

/** A division that is a softmax which can overflow, or have a sum of 0, and where its exponentials are computed. */
export interface Site {
  readonly division: Occurrence;
  readonly ratio: Ratio;
  readonly exponential: MapTerm;
  /** The exponential in the sum: of the whole where `exponential` is of one element. */
  readonly whole: MapTerm;
  /** In the order of the text; the first is underlined. */
  readonly places: readonly Occurrence[];
  readonly format: FormatFact;
  readonly fails: 'above' | 'below';
}

export const naiveSoftmax: Rule = { id: 'naive-softmax', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  const divisions = divisionsIn(context);
  const softmaxes = byPlace(context, divisions).map((sites) => match(context, sites));
  const found = new Map(softmaxes.map((each) => [each.at, each]));
  for (const { division, quotient, ratio } of divisions) {
    const other = ratio ? undefined : (growing(context, division, quotient) ?? vanishing(context, division, quotient));
    if (other && !found.has(other.at)) found.set(other.at, other);
  }
  for (const at of [...context.computed, ...context.copied]) {
    const share = drawnShare(context, at) ?? drawnByWeights(context, at);
    if (share && !found.has(share.at)) found.set(share.at, share);
  }
  return [...found.values()];
}

/** All naive softmaxes, those together that are made of the same exponentials. */
export function naiveSitesIn(context: RuleContext): readonly (readonly Site[])[] {
  return byPlace(context, divisionsIn(context));
}

function byPlace(context: RuleContext, divisions: readonly Division[]): readonly (readonly Site[])[] {
  const found = new Map<string, Site[]>();
  for (const site of divisions.flatMap((division) => sitesOf(context, division))) {
    const { cell, start } = site.places[0]!.span;
    const key = `${cell}:${start}`;
    found.set(key, [...(found.get(key) ?? []), site]);
  }
  return [...found.values()];
}

interface Division {
  readonly division: Occurrence;
  readonly quotient: Quotient;
  /** If it is one of exponentials over their sum. */
  readonly ratio: Ratio | undefined;
}

function divisionsIn({ computed, store, bounds }: RuleContext): readonly Division[] {
  return computed.flatMap((division) => {
    if (!isComputedHere(division)) return [];
    const quotient = quotientOf(division.term);
    if (quotient) return [{ division, quotient, ratio: ratioOf(store, bounds, quotient) }];
    const multiple = multipleOf(division.term);
    const ratio = multiple && ratioOf(store, bounds, multiple);
    return ratio ? [{ division, quotient: multiple, ratio: { ...ratio, plain: false } }] : [];
  });
}

function sitesOf(context: RuleContext, { division, ratio }: Division): readonly Site[] {
  if (!ratio) return [];
  const { store, bounds } = context;
  return ratio.exponentials.flatMap(({ exponential, whole }) => {
    const found = exponentialPlaces(store, division, [exponential, whole, ...(ratio.turned ? [ratio.turned] : [])]);
    const places = [...found].sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start);
    // A call of a function of this text that holds all of it: it is reported there.
    if (places.length === 0 || (division.form === 'inlined' && places.includes(division))) return [];
    const { operand } = exponential;
    const format = exponentialFormatAt(context, operand, places[0]!, division.term, [exponential, whole]);
    const data = formats[format.name];
    if (isShiftedByLeft(ratio.summed, whole.operand)) return [];
    // One of them is not larger than all of them may be.
    const high = isOneOf(operand, whole.operand) ? bounds.high(whole.operand) : Infinity;
    const isBelow = (each: Term) => bounds.high(each) <= expOverflow(data);
    const fails =
      Math.min(high, bounds.high(operand)) > expOverflow(data) &&
      !isLessLogTotal(exponential.operand) &&
      !isPowerOf(exponential.operand) &&
      !holdsByMethods(context, operand, isBelow)
        ? 'above'
        : canVanish(context, ratio, exponential.operand, data) && 'below';
    return fails ? [{ division, ratio, exponential, whole, places, format, fails }] : [];
  });
}

/** A comprehension has the value of a quotient that is taken inside it, element by element. */
function isComputedHere({ form, term, operands }: Occurrence): boolean {
  return form === 'inlined' || (term.kind === 'binary' && operands[0]?.term === term.left);
}

/** One finding for one exponential, however many ratios it goes into. */
function match(context: RuleContext, sites: readonly Site[]): Match {
  const [{ places, format, fails }] = sites as [Site];
  const [place] = places as [Occurrence];
  const subject = subjectOf(context, place);
  const data = formats[format.name];
  const short = shortened(subject);
  const isOfTemperature = fails === 'below' && isReweighted(sites[0]!.exponential.operand);
  return {
    at: place,
    message:
      fails === 'above'
        ? `${overflowing(place, short, format.name)}${belowToo(sites[0]!)}`
        : `exp(${short}) is 0 in ${format.name} when ${short} < ${rounded(expZero(data))}; where all of them are, ${isOfTemperature ? 'as with a small temperature, ' : ''}this softmax is 0/0 = NaN`,
    format,
    subject,
    ...(isOfTemperature ? { severity: 'hint' as const } : {}),
    reasons: reasonsFor(context, sites[0]!),
    // No draw of points is far enough apart to tell a shift by their maximum from none.
    proposals: () =>
      fails === 'below' && isWithoutItself(sites[0]!.ratio.summed)
        ? [{ form: 'inline', title: 'Subtract the maximum of what is left before exp', withheld: neighbours }]
        : propose(context, sites),
  };
}

const neighbours = 'a shift of the neighbours of a point could not be checked far out';

function overflowing(place: Occurrence, short: string, name: FormatName): string {
  const when = `when ${short} > ${rounded(expOverflow(formats[name]))}`;
  // What keeps it may overflow before the function that computes it does.
  return raisesAt(place) && name === 'float64'
    ? `exp(${short}) raises an overflow error ${when}, where this softmax is a number`
    : `exp(${short}) overflows ${name} ${when}; then this softmax is NaN`;
}

/** Of energies, costs and logarithms, which are mostly far below 0, the other end is the nearer one. */
function belowToo({ division, ratio, exponential: { operand }, format }: Site): string {
  const isLog = [...subterms(operand)].some((part) => part.kind === 'map' && part.name === 'log');
  if (ratio.guarded || !(isLog || isNegative(operand))) return '';
  const least = rounded(expZero(formats[format.name]));
  return raisesAt(division)
    ? `; the division by 0 raises an error where all are below ${least}`
    : `; it is 0/0 = NaN where all are below ${least}`;
}

/** The argument of the exp as written; of a helper that takes the exp, what it is given. */
export function subjectOf(context: RuleContext, place: Occurrence): string {
  const argument = givenExponent(place) ?? argumentOf(place);
  return context.textOf(argument ?? place);
}

function argumentOf(place: Occurrence): Occurrence | undefined {
  if (place.form !== 'inlined') return place.operands[0];
  const inner = place.operands[0] && argumentOf(place.operands[0]);
  return inner && definitionsOf(inner).find(({ own }) => own);
}
