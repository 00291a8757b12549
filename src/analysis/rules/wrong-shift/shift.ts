// The shift that can be seen in an exponent, and what is wrong with it.
import { alignment, reductionOf, type Reduction } from '../../terms/alignment.ts';
import { allAxes, axisKey, sameAxis } from '../../terms/axis.ts';
import { isOfEvery } from '../../terms/extremes.ts';
import type { Axis, BinaryTerm, Term } from '../../terms/term.ts';
import { operandsOf, subterms } from '../../terms/walk.ts';

/** Something subtracted in an exponent: `logits - by`, scaled or not. */
export interface Shift {
  readonly whole: BinaryTerm;
  readonly logits: Term;
  readonly by: Term;
  /** Whether the exponent falls where the logits rise. */
  readonly negated: boolean;
}

/**
 * - global: one maximum for all rows, the sum by row
 * - axis: the maximum is along another axis than the sum
 * - keepdims: it was meant for the rows, and does not line up with them
 * - mean, minimum, constant: what is subtracted is no maximum
 * - floor: a maximum, or a constant where that is larger
 * - sign: the maximum is subtracted where the minimum should be
 * - other: the maximum of something else than the exponent
 */
export type Fault = 'global' | 'axis' | 'keepdims' | 'mean' | 'minimum' | 'constant' | 'floor' | 'sign' | 'other';

/** Constants as small as these are a part of the formula. */
const leastConstant = 5;
/** Nobody has logits that are all below this. */
const lowestFloor = -10_000;

export function shiftIn(exponent: Term, negated = false): Shift | undefined {
  switch (exponent.kind) {
    case 'cast':
      return shiftIn(exponent.operand, negated);
    case 'map':
      return exponent.name === 'neg' ? shiftIn(exponent.operand, !negated) : undefined;
    case 'binary': {
      const { name, left, right } = exponent;
      if (name === 'divide') return shiftIn(left, negated !== isNegative(right));
      if (name === 'multiply') {
        return shiftIn(left, negated !== isNegative(right)) ?? shiftIn(right, negated !== isNegative(left));
      }
      if (name !== 'subtract') return undefined;
      if (isShift(right)) return { whole: exponent, logits: left, by: right, negated };
      return isShift(left) ? { whole: exponent, logits: right, by: left, negated: !negated } : undefined;
    }
    default:
      return undefined;
  }
}

function isNegative(term: Term): boolean {
  if (term.kind === 'map' && term.name === 'neg') return !isNegative(term.operand);
  return term.kind === 'constant' && term.value < 0;
}

function isShift(term: Term): boolean {
  if (term.kind === 'constant') return Math.abs(term.value) >= leastConstant && Number.isFinite(term.value);
  return floorOf(term) !== undefined || ['max', 'min', 'mean'].includes(reductionOf(term)?.reduce.name ?? '');
}

/** The constant of maximum(constant, max(x)), and the maximum. */
export function floorOf(term: Term): { readonly constant: number; readonly maximum: Reduction } | undefined {
  if (term.kind !== 'binary' || term.name !== 'maximum') return undefined;
  for (const [a, b] of [[term.left, term.right] as const, [term.right, term.left] as const]) {
    const maximum = reductionOf(b);
    if (a.kind === 'constant' && maximum?.reduce.name === 'max') return { constant: a.value, maximum };
  }
  return undefined;
}

/** What is wrong with a shift for a sum over `axis`; undefined where nothing visible is. */
export function faultOf({ logits, by, negated }: Shift, sum: Reduction): Fault | undefined {
  if (by.kind === 'constant') return 'constant';
  const floor = floorOf(by);
  if (floor)
    return !negated && floor.constant > lowestFloor && floor.maximum.reduce.operand === logits ? 'floor' : undefined;
  const reduction = reductionOf(by)!;
  const { name, operand } = reduction.reduce;
  const isOfAll = isOfEvery(reduction.reduce, logits);
  if (operand !== logits && !isOfAll) {
    return name === 'max' && !negated && isMadeOf(logits, operand) ? 'other' : undefined;
  }
  if (name === 'mean') return 'mean';
  if ((name === 'max') === negated) return name === 'max' ? 'sign' : 'minimum';
  return misfit(isOfAll ? { ...reduction, reduce: { ...reduction.reduce, axis: allAxes } } : reduction, sum);
}

/** Whether a value is another one, scaled, masked or shifted, element by element. */
function isMadeOf(term: Term, other: Term): boolean {
  if (term.kind !== 'binary' && term.kind !== 'where' && term.kind !== 'map' && term.kind !== 'cast') return false;
  return operandsOf(term).some((operand) => operand === other || isMadeOf(operand, other));
}

function misfit(shift: Reduction, sum: Reduction): Fault | undefined {
  const own = shift.reduce.axis;
  const { axis } = sum.reduce;
  if (own.kind === 'all') return axis.kind === 'all' || isFlat(sum) ? undefined : 'global';
  if (own.kind !== 'known') return undefined;
  // Along the first axis of several nothing has to be kept.
  if (axis.kind === 'known' && !sameAxis(own, axis) && !areLikelySame(own, axis)) {
    return own.axes.length === 1 && axis.axes.length === 1 ? 'axis' : undefined;
  }
  return alignment(shift) === 'never' && shift.changes.length === 0 && axis.kind === 'known' ? 'keepdims' : undefined;
}

/**
 * The sum over the last axis without keepdims takes one dimension for granted, and so does one of picked elements, unless it is along
 * another axis than the first of them.
 */
function isFlat({ reduce: { axis, operand } }: Reduction): boolean {
  const isOfSeveralAxes = axis.kind === 'known' && axis.axes.some((each) => each > 0);
  return !isOfSeveralAxes && isOneRow(operand);
}

function isOneRow(term: Term): boolean {
  return [...subterms(term)].some(({ kind }) => kind === 'element');
}

/** The last and the second axis of a matrix. */
function areLikelySame(a: Axis, b: Axis): boolean {
  const key = [axisKey(a), axisKey(b)].sort().join(' ');
  return key === '-1 1' || key === '-2 0' || key === '-1 2' || key === '-1 3';
}
