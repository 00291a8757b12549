// Quotients in which the same exponential is above and below the line, but that are no softmax as it stands: averages with
// the exponentials as weights, one exponential over it and others. Where it overflows they are inf / inf all the same.
import { expOverflow, formats } from '../../../kernels/index.ts';
import { lifts } from '../../terms/lift.ts';
import { logisticOf } from '../../terms/logistic.ts';
import { isLessLogTotal } from '../../terms/logTotal.ts';
import { isPowerOf } from '../../terms/power.ts';
import { bare } from '../../terms/bare.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { addendsIn } from '../../terms/summedExponentials.ts';
import type { TermStore } from '../../terms/store.ts';
import type { BinaryTerm, MapTerm, OpaqueTerm, Term } from '../../terms/term.ts';
import type { Match, RuleContext } from '../rule.ts';
import { holdsByMethods, isBelowByCalls } from '../shared/boundedByCalls.ts';
import { exponentialFormatAt } from '../shared/exponentialFormat.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { isSoftmaxOfGroups, ofGroups } from './groups.ts';
import { exponentialPlaces } from './places.ts';
import type { Quotient } from '../../terms/quotient.ts';
import type { Shared } from './ratio.ts';
import { ofSlope } from './slopes.ts';
import { together } from './together.ts';

/** One finding for a quotient, other than a `Ratio`, that is inf / inf where an exponential on both sides overflows. */
export function growing(context: RuleContext, division: Occurrence, quotient: Quotient): Match | undefined {
  const { store, bounds } = context;
  if (division.form !== 'expression' || logisticOf(store, division.term)) return undefined;
  for (const { exponential, whole } of sharedBy(store, quotient)) {
    const places = exponentialPlaces(store, division, [exponential, whole]);
    const [called] = isSoftmaxOfGroups(quotient) ? places : [];
    const place = places.find(({ form }) => form === 'expression') ?? called;
    if (!place?.operands[0]) continue;
    const both = [exponential, whole];
    const format = exponentialFormatAt(context, exponential.operand, place, division.term, both);
    const threshold = expOverflow(formats[format.name]);
    if (bounds.high(exponential.operand) <= threshold || isLessLogTotal(exponential.operand)) continue;
    if (isPowerOf(exponential.operand) || isBelowByCalls(context, exponential.operand, threshold)) continue;
    if (holdsByMethods(context, exponential.operand, (each) => bounds.high(each) <= threshold)) continue;
    const isCall = place.form !== 'expression';
    const subject = context.textOf(isCall ? place : place.operands[0]);
    const [call, short] = isCall
      ? [`an exponential in ${shortened(subject)}`, 'its exponent']
      : [`exp(${shortened(subject)})`, shortened(subject)];
    const limit = rounded(threshold);
    return {
      at: place,
      message: `${call} overflows ${format.name} when ${short} > ${limit}; it is on both sides of a quotient, which is then NaN`,
      format,
      subject,
      reasons: [
        { span: place.span, message: `${call} is inf when ${short} > ${limit} (${format.name})` },
        { span: division.span, message: 'inf / inf is NaN' },
      ],
      proposals: () => [
        ofGroups(context, division) ??
          together(context, division) ??
          ofSlope(context, division, whole, place) ?? {
            form: 'inline',
            title: 'Subtract the maximum before exp',
            withheld:
              bare(quotient.denominator).kind === 'reduce'
                ? 'the exponentials go into a product of matrices, too'
                : 'what it is divided by is not one sum of exponentials, so which maximum cancels is not said here',
          },
      ],
    };
  }
  return undefined;
}

function sharedBy(store: TermStore, { numerator, denominator }: Quotient): readonly Shared[] {
  const given = givenToBoth(bare(numerator), bare(denominator));
  if (given) return [{ exponential: given, whole: given }];
  const below = new Set<MapTerm>();
  collect(denominator, false, below);
  if (below.size === 0 || isUpdate(store, numerator, denominator)) return [];
  const above = new Set<MapTerm>();
  collect(numerator, true, above);
  return [...above].flatMap((exponential) => {
    const whole = lifts(store, exponential).find((each) => each.kind === 'map' && below.has(each));
    return whole?.kind === 'map' ? [{ exponential, whole }] : [];
  });
}

/** spmm(edges, exp(x), h) / spmm(edges, exp(x), ones): what one function that is not followed makes of the same exponentials. */
function givenToBoth(numerator: Term, denominator: Term): MapTerm | undefined {
  if (numerator.kind !== 'opaque' || denominator.kind !== 'opaque' || numerator === denominator) return undefined;
  if (numerator.operands.length !== denominator.operands.length || nameOf(numerator) !== nameOf(denominator)) {
    return undefined;
  }
  for (const [place, operand] of denominator.operands.entries()) {
    const below = bare(operand);
    const above = bare(numerator.operands[place]!);
    if (below.kind !== 'map' || below.name !== 'exp') continue;
    // Some of them may have been dropped in between.
    if (above === below || (above.kind === 'opaque' && above.operands.some((each) => bare(each) === below)))
      return below;
  }
  return undefined;
}

/** What is called, whichever time it is. */
function nameOf({ key }: OpaqueTerm): string {
  return key.replace(/ \d+$/, '');
}

/** w * exp(y) over its sum: how boosting and multiplicative weights update w, which need not be of logits. */
function isUpdate(store: TermStore, numerator: Term, denominator: Term): boolean {
  const sum = bare(denominator);
  if (sum.kind !== 'reduce') return false;
  const summed = bare(sum.operand);
  // Exponentials alone, over their mean, or beside a 1 in a column of its own, are no update of anything.
  if (summed.kind === 'map' || summed.kind === 'stack') return false;
  return lifts(store, numerator).some((each) => bare(each) === summed);
}

/**
 * The exponentials with which a value grows without end: factors and addends.
 * @param weighted - whether those count that stand beside others with a weight: of a few such, it may be the weights that differ
 */
function collect(term: Term, weighted: boolean, found: Set<MapTerm>): void {
  const within = (part: Term) => {
    collect(part, weighted, found);
  };
  const reduced = (part: Term) => {
    collect(part, true, found);
  };
  switch (term.kind) {
    case 'map':
      if (term.name === 'exp') found.add(term);
      else if (term.name === 'neg' || (term.name === 'square' && isSum(term.operand))) within(term.operand);
      return;
    case 'cast':
    case 'reshape':
    case 'refined':
    case 'gather':
      within(term.operand);
      return;
    case 'reduce':
      if (term.name === 'sum' || term.name === 'mean') reduced(term.operand);
      return;
    case 'where':
      [term.yes, term.no].forEach(within);
      return;
    case 'stack':
      term.items.forEach(within);
      return;
    case 'binary':
      if (term.name === 'add') [term.left, term.right].forEach(within);
      else if (term.name === 'subtract' && weighted) differenceWith(term).forEach(within);
      else if (term.name === 'multiply') {
        const parts = [term.left, term.right];
        const isScaled = parts.some(({ kind }) => kind === 'constant');
        for (const part of parts) if (weighted || isScaled || bare(part).kind !== 'map') within(part);
      } else if (term.name === 'maximum' && term.right.kind === 'constant') within(term.left);
      else if (term.name === 'power' && term.right.kind === 'constant' && isSum(term.left)) within(term.left);
      return;
    case 'opaque': {
      addendsIn(term).forEach(reduced);
      return;
    }
    default:
  }
}

/** Of the square of a sum of exponentials, as in the slope of a softmax; that of one beside a number is in other formulas. */
function isSum(term: Term): boolean {
  const inner = bare(term);
  return inner.kind === 'reduce' && inner.name === 'sum';
}

/** The e of 1 - e and e - 1, which grows as e does. */
function differenceWith({ left, right }: BinaryTerm): readonly Term[] {
  return left.kind === 'constant' ? [right] : right.kind === 'constant' ? [left] : [];
}
