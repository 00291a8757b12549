// A quotient of exponentials of which only one side is shifted: it is not normalised, and overflows as before.
import { expOverflow, formats } from '../../../kernels/index.ts';
import { reductionOf, type Reduction } from '../../terms/alignment.ts';
import { bare } from '../../terms/bare.ts';
import { factorsOf } from '../../terms/factors.ts';
import { lifts } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { unshifted } from '../../terms/probability.ts';
import type { TermStore } from '../../terms/store.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import { quotientOf, type Quotient } from '../../terms/quotient.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { formatAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { rounded, shortened } from '../shared/wording.ts';

export function halfShifted(context: RuleContext, outer: Occurrence): Match | undefined {
  const { store } = context;
  const quotient = outer.form === 'expression' ? quotientOf(outer.term) : undefined;
  if (!quotient || outer.term.kind !== 'binary' || outer.operands[0]?.term !== outer.term.left) return undefined;
  const sum = sumIn(quotient.denominator);
  // The element that a loop or a callback is for stands for all of them.
  const above = [quotient.numerator, ...lifts(store, quotient.numerator)].flatMap(
    (each) => exponentialIn(each) ?? [],
  )[0];
  if (!sum || !above || above.exponential === sum.exponential) return undefined;
  const wholes = lifts(store, above.exponential).flatMap((each) => (each.kind === 'map' ? each : []));
  const denominatorOnly = wholes.some((each) => isShiftOf(sum.exponential.operand, each.operand));
  const numeratorOnly = wholes.some((each) => isShiftOf(each.operand, sum.exponential.operand));
  const shift = shiftOf(store, (denominatorOnly ? sum : above).exponential.operand);
  if ((!denominatorOnly && !numeratorOnly) || !shift) return undefined;
  const back = broughtBack(above.others, sum.others, shift, denominatorOnly);
  if (back === 'otherwise') return undefined;
  const plain = (denominatorOnly ? above : sum).exponential;
  const plains = new Set<Term>([plain, ...lifts(store, plain)]);
  const isPlain = (place: Occurrence) =>
    place.own && isMapPlace(place, 'exp') && [place.term, ...lifts(store, place.term)].some((each) => plains.has(each));
  const place = placesBehind(outer, isPlain)[0];
  if (!place?.operands[0] || !isMapPlace(place, 'exp')) return undefined;
  const format = formatAt(context, plain.operand, place);
  const overflow = expOverflow(formats[format.name]);
  if (back && context.bounds.high(plain.operand) <= overflow) return undefined;
  const subject = context.textOf(place.operands[0]);
  const short = shortened(subject);
  const when = `exp(${short}) overflows ${format.name} when ${short} > ${rounded(overflow)}`;
  const side = denominatorOnly ? 'sum' : 'numerator';
  return {
    at: place,
    message: back
      ? `the maximum is subtracted in the ${side} and multiplied in again: ${when}, and the quotient is NaN`
      : `the maximum is subtracted in the ${side} only: the quotient is not normalised, and ${when}`,
    format,
    subject,
    reasons: [
      { span: place.span, message: `exp(${short}) is not shifted` },
      {
        span: outer.span,
        message: back
          ? 'the other side of the quotient is, and is multiplied by what can overflow, too'
          : 'the other side of the quotient is, so the two no longer cancel',
      },
    ],
    proposals: () =>
      back
        ? [onBothWithout(context, outer, quotient, place, back, shift)]
        : onBoth(context, outer, place, shift, above.others.length > 0 ? undefined : { plain, sum: sum.sum }),
  };
}

const title = 'Subtract the maximum on both sides';

/** The quotient with the maximum subtracted on the other side, too. */
function onBoth(
  { store }: RuleContext,
  outer: Occurrence,
  place: Occurrence & { readonly term: MapTerm },
  shift: Term,
  whole: { readonly plain: MapTerm; readonly sum: Reduction } | undefined,
): readonly Proposal[] {
  const changed = { meaning: 'changed', doubts: ['the quotient then adds up to 1, which it did not'] } as const;
  const inline = valuePlan({ form: 'inline', title, at: place, by: shifted(store, place.term, shift), ...changed });
  if (!whole) return [inline];
  const by = store.library('softmax', whole.plain.operand, whole.sum.reduce.axis);
  return [
    inline,
    valuePlan({ form: 'library', title: "Replace with the library's softmax", at: outer, by, ...changed }),
  ];
}

/** The quotient with the maximum subtracted on both sides, and multiplied in nowhere. */
function onBothWithout(
  { store }: RuleContext,
  outer: Occurrence,
  { numerator, denominator }: Quotient,
  place: Occurrence & { readonly term: MapTerm },
  back: Term,
  shift: Term,
): Proposal {
  const exchange = new Map([[place.term, shifted(store, place.term, shift)]]);
  const side = (term: Term) => substitute(store, without(store, term, back), exchange);
  return valuePlan({
    form: 'inline',
    title,
    at: outer,
    by: store.binary('divide', side(numerator), side(denominator)),
  });
}

function shifted(store: TermStore, { operand }: MapTerm, shift: Term): Term {
  return store.map('exp', store.binary('subtract', operand, shift));
}

/** A product without one of its factors. */
function without(store: TermStore, term: Term, factor: Term): Term {
  if (term.kind !== 'binary' || term.name !== 'multiply') return term;
  if (term.left === factor) return term.right;
  if (term.right === factor) return term.left;
  return store.binary('multiply', without(store, term.left, factor), without(store, term.right, factor));
}

/**
 * The factor by which a quotient has its shift again, undefined if there is none: exp(m) beside the sum of exp(x - m).
 * 'otherwise' if the shift, or another exponential, is among the factors in some other way.
 */
function broughtBack(
  above: readonly Term[],
  below: readonly Term[],
  shift: Term,
  denominatorOnly: boolean,
): Term | undefined | 'otherwise' {
  const isOf = (term: Term, negative: boolean) => {
    const of = term.kind === 'map' && term.name === 'exp' ? bare(term.operand) : undefined;
    const inner = negative ? of?.kind === 'map' && of.name === 'neg' && bare(of.operand) : of;
    return inner === bare(shift);
  };
  const back = [
    ...above.filter((each) => isOf(each, denominatorOnly)),
    ...below.filter((each) => isOf(each, !denominatorOnly)),
  ];
  const isRest = (each: Term) => !back.includes(each);
  const mixed = [...above, ...below].filter(isRest).some((each) => {
    const parts = [...subterms(each)];
    return parts.includes(shift) || parts.some((part) => part.kind === 'map' && part.name === 'exp');
  });
  return mixed || back.length > 1 ? 'otherwise' : back[0];
}

interface Exponential {
  readonly exponential: MapTerm;
  /** What it is multiplied by. */
  readonly others: readonly Term[];
}

function exponentialIn(term: Term): Exponential | undefined {
  const factors = factorsOf(term, () => false).factors;
  const exponentials = factors.filter((each) => each.kind === 'map' && each.name === 'exp');
  // Of two, the one that is not brought back is what this is about.
  for (const exponential of exponentials) {
    if (exponential.kind !== 'map' || reductionOf(unnegated(exponential.operand))) continue;
    return { exponential, others: factors.filter((each) => each !== exponential) };
  }
  return undefined;
}

function unnegated(term: Term): Term {
  return term.kind === 'map' && term.name === 'neg' ? term.operand : term;
}

/** The sum of exponentials in a denominator. */
function sumIn(term: Term): (Exponential & { readonly sum: Reduction }) | undefined {
  const factors = shapedFactors(term);
  const found = factors.flatMap((factor) => {
    const sum = reductionOf(factor);
    const summed = sum?.reduce.name === 'sum' ? bare(sum.reduce.operand) : undefined;
    if (!sum || summed?.kind !== 'map' || summed.name !== 'exp') return [];
    return { sum, exponential: summed, others: factors.filter((each) => each !== factor) };
  });
  return found.length === 1 ? found[0] : undefined;
}

/** What is multiplied, with the shapes that the factors have. */
function shapedFactors(term: Term): readonly Term[] {
  return term.kind === 'binary' && term.name === 'multiply' ? [term.left, term.right].flatMap(shapedFactors) : [term];
}

/** Whether one value is another one less its maximum, also if both are divided by a temperature then. */
function isShiftOf(shifted: Term, plain: Term): boolean {
  if (shifted !== plain && unshifted(shifted) === plain) return true;
  return scaledIn(shifted).some(({ name, of, by }) =>
    scaledIn(plain).some((other) => other.name === name && other.by === by && isShiftOf(of, other.of)),
  );
}

interface Scaled {
  readonly name: 'multiply' | 'divide';
  readonly of: Term;
  readonly by: Term;
}

/** A value that is multiplied or divided by another one: of a product, each may be either. */
function scaledIn(term: Term): readonly Scaled[] {
  if (term.kind !== 'binary') return [];
  const { name, left, right } = term;
  if (name === 'divide') return [{ name, of: left, by: right }];
  if (name !== 'multiply') return [];
  return [
    { name, of: left, by: right },
    { name, of: right, by: left },
  ];
}

function shiftOf(store: TermStore, term: Term): Term | undefined {
  if (term.kind === 'binary' && term.name === 'subtract') return term.right;
  for (const { name, of, by } of scaledIn(term)) {
    const shift = shiftOf(store, of);
    if (shift) return store.binary(name, shift, by);
  }
  return undefined;
}
