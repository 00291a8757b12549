// A quotient of exponentials of which only one side is shifted: it is not normalised, and overflows as before.
import { expOverflow, formats } from '../../../kernels/index.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { lifts } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { unshifted } from '../../terms/probability.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import { quotientOf } from '../naive-softmax/ratio.ts';
import type { Match, RuleContext } from '../rule.ts';
import { formatAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { rounded, shortened } from '../shared/wording.ts';

export function halfShifted(context: RuleContext, outer: Occurrence): Match | undefined {
  const quotient = outer.form === 'expression' ? quotientOf(outer.term) : undefined;
  if (!quotient || outer.term.kind !== 'binary' || outer.operands[0]?.term !== outer.term.left) return undefined;
  const sum = reductionOf(quotient.denominator);
  // The element that a loop or a callback is for stands for all of them.
  const above = [quotient.numerator, ...lifts(context.store, quotient.numerator)].flatMap(
    (each) => exponentialIn(each) ?? [],
  )[0];
  const below = sum?.reduce.name === 'sum' ? exponentialIn(sum.reduce.operand) : undefined;
  if (!sum || !above || !below || above === below) return undefined;
  const wholes = lifts(context.store, above).flatMap((each) => exponentialIn(each) ?? []);
  const denominatorOnly = wholes.some((each) => isShiftOf(below.operand, each.operand));
  const numeratorOnly = wholes.some((each) => isShiftOf(each.operand, below.operand));
  const shift = shiftOf((denominatorOnly ? below : above).operand);
  if ((!denominatorOnly && !numeratorOnly) || !shift) return undefined;
  const plain = denominatorOnly ? above : below;
  const less = ({ operand }: MapTerm) => context.store.map('exp', context.store.binary('subtract', operand, shift));
  const shifted = less(plain);
  const plains = new Set<Term>([plain, ...lifts(context.store, plain)]);
  const isPlain = (place: Occurrence) =>
    place.own &&
    isMapPlace(place, 'exp') &&
    [place.term, ...lifts(context.store, place.term)].some((each) => plains.has(each));
  const place = placesBehind(outer, isPlain)[0];
  const argument = place?.operands[0];
  if (!place || !argument || !isMapPlace(place, 'exp')) return undefined;
  // Of one element at a time, the sum is not to be written anew for each.
  const isOfElements = lifts(context.store, outer.term).length > 0;
  const format = formatAt(context, plain.operand, place);
  const subject = context.textOf(argument);
  const short = shortened(subject);
  const side = denominatorOnly ? 'sum' : 'numerator';
  const threshold = rounded(expOverflow(formats[format.name]));
  return {
    at: place,
    message: `the maximum is subtracted in the ${side} only: the quotient is not normalised, and exp(${short}) overflows ${format.name} when ${short} > ${threshold}`,
    format,
    subject,
    reasons: [
      { span: place.span, message: `exp(${short}) is not shifted` },
      { span: outer.span, message: `the other side of the quotient is, so the two no longer cancel` },
    ],
    proposals: () => [
      valuePlan({
        form: 'inline',
        title: 'Subtract the maximum on both sides',
        at: isOfElements ? place : outer,
        by: isOfElements
          ? less(place.term)
          : context.store.binary(
              'divide',
              withExponent(context, quotient.numerator, plain, shifted),
              withExponent(context, quotient.denominator, plain, shifted),
            ),
        meaning: 'changed',
        doubts: ['the quotient then adds up to 1, which it did not'],
      }),
      valuePlan({
        form: 'library',
        title: "Replace with the library's softmax",
        at: outer,
        by: context.store.library('softmax', plain.operand, sum.reduce.axis),
        meaning: 'changed',
        doubts: ['the quotient then adds up to 1, which it did not'],
      }),
    ],
  };
}

function withExponent({ store }: RuleContext, term: Term, plain: Term, shifted: Term): Term {
  return substitute(store, term, new Map([[plain, shifted]]));
}

/** Whether one value is another one less its maximum. */
function isShiftOf(shifted: Term, plain: Term): boolean {
  return shifted !== plain && unshifted(shifted) === plain;
}

function shiftOf(term: Term): Term | undefined {
  return term.kind === 'binary' && term.name === 'subtract' ? term.right : undefined;
}

function exponentialIn(term: Term): MapTerm | undefined {
  if (term.kind === 'cast' || term.kind === 'reshape') return exponentialIn(term.operand);
  return term.kind === 'map' && term.name === 'exp' ? term : undefined;
}
