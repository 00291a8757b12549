// One maximum for many rows, or ranges of a flat array, each of which is divided by a sum of its own: in a row that is far below
// it every exponential is 0, and so is their sum.
import { expZero, formats } from '../../../kernels/index.ts';
import { reductionOf, type Reduction } from '../../terms/alignment.ts';
import { knownAxis, sameAxis } from '../../terms/axis.ts';
import { isOfEvery } from '../../terms/extremes.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import { partOf, type Part } from '../../terms/parts.ts';
import type { TermStore } from '../../terms/store.ts';
import type { MapTerm, ReduceTerm, Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import { subjectOf } from '../naive-softmax/index.ts';
import { exponentialPlaces } from '../naive-softmax/places.ts';
import { propose } from '../naive-softmax/proposals.ts';
import { quotientOf } from '../../terms/quotient.ts';
import { ratioOf } from '../naive-softmax/ratio.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { formatAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isKeptPositive } from '../shared/sources.ts';
import { rounded } from '../shared/wording.ts';
import { wholePlace } from './index.ts';
import { shiftIn, type Shift } from './shift.ts';

/** Rows of rows of rows are as deep as anybody goes. */
const mostLayers = 3;

export function rowsShifted(context: RuleContext, outer: Occurrence): Match | undefined {
  const { store } = context;
  const found = sumIn(outer);
  const inner = found && exponentialOf(store, found.sum.reduce.operand);
  const shift = inner && shiftIn(inner.exponential.operand);
  if (!shift || !isOfOneRow(store, shift, inner.layers)) return undefined;
  if (found.numerator && !hasShift(found.numerator, shift)) return undefined;
  if (isKeptPositive(context, outer, found.summed)) return undefined;
  const { exponential } = inner;
  const [place] = exponentialPlaces(store, outer, [exponential]);
  if (!place) return undefined;
  const format = formatAt(context, exponential.operand, place);
  const zero = expZero(formats[format.name]);
  if (!canFail(context, found.sum, exponential, shift, zero)) return undefined;
  const [at = place] = placesBehind(place, ({ term, own, form }) => own && form === 'expression' && term === shift.by);
  const end = found.numerator ? '0/0 = NaN' : 'log(0) = -inf';
  const extreme = shift.negated ? 'minimum' : 'maximum';
  return {
    at,
    message: `one ${extreme} is subtracted from all, the sums are by row: rows more than ${rounded(-zero)} below the largest logit of all become ${end} in ${format.name}`,
    format,
    subject: subjectOf(context, place),
    reasons: [
      { span: at.span, message: 'the largest logit of all rows' },
      { span: outer.span, message: 'the sum is that of one row, which can be 0' },
    ],
    covers: [place, outer],
    proposals: () => proposals(context, outer, place, inner, shift, found),
  };
}

const title = 'Subtract the maximum of each row';

function proposals(
  context: RuleContext,
  outer: Occurrence,
  place: Occurrence,
  { exponential, layers }: Exponential,
  shift: Shift,
  { sum, numerator }: Found,
): readonly Proposal[] {
  const { store, bounds } = context;
  if (!numerator) return [{ form: 'inline', title, withheld: 'the shift is added again with the logarithm' }];
  const at = wholePlace(place, shift);
  if (layers.length === 0 && place.term === exponential && at?.term === shift.whole && !shift.negated) {
    const { axis } = sum.reduce;
    const by = store.binary('subtract', shift.logits, store.reduce('max', shift.logits, axis, axis.kind !== 'all'));
    const after = substitute(store, outer.term, new Map([[shift.whole, by]]));
    const unneeded = definitionsOf(at.operands[1] ?? at).filter(({ own, term }) => own && term === shift.by);
    const plan = valuePlan({ form: 'inline', title, at, by, unneeded, like: sumsOf(outer, sum) });
    return [{ ...plan, keeps: [{ at: outer, by: after }] }];
  }
  const ratio = quotientOf(outer.term) && ratioOf(store, bounds, quotientOf(outer.term)!);
  const format = formatAt(context, exponential.operand, place);
  const site = { division: outer, exponential, whole: exponential, places: [place], format, fails: 'above' } as const;
  const all = ratio ? propose(context, [{ ...site, ratio }]) : [];
  return all.map((each) => (each.form === 'inline' ? { ...each, title } : each));
}

function sumsOf(outer: Occurrence, { reduce }: Reduction): readonly Occurrence[] {
  return placesBehind(outer, ({ term, own, form }) => own && form === 'expression' && term === reduce);
}

interface Found {
  readonly sum: Reduction;
  /** The sum as it is divided by, or its logarithm taken. */
  readonly summed: Term;
  /** Of a quotient; undefined for the logarithm of the sum. */
  readonly numerator: Term | undefined;
}

function sumIn(outer: Occurrence): Found | undefined {
  if (outer.form !== 'expression') return undefined;
  const isHere = outer.term.kind === 'binary' && outer.operands[0]?.term === outer.term.left;
  const quotient = isHere ? quotientOf(outer.term) : undefined;
  const summed = quotient ? quotient.denominator : isMapPlace(outer, 'log') ? outer.term.operand : undefined;
  const sum = summed && reductionOf(summed);
  return summed && sum?.reduce.name === 'sum'
    ? { sum, summed, numerator: quotient ? quotient.numerator : undefined }
    : undefined;
}

interface Exponential {
  readonly exponential: MapTerm;
  readonly layers: readonly Part[];
}

/** The exponential that a sum is of, or is of a part of, and how that part was taken. */
function exponentialOf(store: TermStore, summed: Term): Exponential | undefined {
  const layers: Part[] = [];
  for (let term = unformed(summed); ; term = unformed(layers.at(-1)!.whole)) {
    if (term.kind === 'map') return term.name === 'exp' ? { exponential: term, layers } : undefined;
    const part = layers.length < mostLayers ? partOf(store, term) : undefined;
    if (!part) return undefined;
    layers.push(part);
  }
}

function unformed(term: Term): Term {
  return term.kind === 'cast' || term.kind === 'refined' ? unformed(term.operand) : term;
}

/** Whether what is summed is a part of what the maximum is of: of its rows one, of a flat array a range. */
function isOfOneRow(store: TermStore, { logits, by, negated }: Shift, taken: readonly Part[]): boolean {
  const extreme = reductionOf(by)?.reduce;
  if (extreme?.name !== (negated ? 'min' : 'max')) return false;
  const layers = [...taken];
  for (let term = logits; ; term = layers.at(-1)!.whole) {
    if (layers.length > 0 && isOf(extreme, term, layers)) return true;
    const part = layers.length < mostLayers ? partOf(store, term) : undefined;
    if (!part) return false;
    layers.push(part);
  }
}

function isOf(extreme: ReduceTerm, whole: Term, layers: readonly Part[]): boolean {
  if (isOfEvery(extreme, whole)) return true;
  return extreme.operand === whole && layers.every(({ isRange }) => isRange) && sameAxis(extreme.axis, knownAxis(0));
}

function hasShift(numerator: Term, { by }: Shift): boolean {
  return [...subterms(numerator)].some(
    (part) => part.kind === 'map' && part.name === 'exp' && shiftIn(part.operand)?.by === by,
  );
}

/** Whether the bounds leave room for a sum of 0. */
function canFail({ bounds }: RuleContext, sum: Reduction, exponential: MapTerm, shift: Shift, zero: number): boolean {
  const { low, high } = bounds.of(shift.logits);
  return high - low > -zero && bounds.low(exponential.operand) < zero && bounds.low(sum.reduce) === 0;
}
