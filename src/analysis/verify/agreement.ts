// Whether two terms are the same function of their inputs, tried on arrays of several shapes.
import type { Bounds } from '../terms/bounds/bounds.ts';
import { ShapeError, sizeOf, type NdArray } from '../terms/evaluate/array.ts';
import { evaluate, type Inputs } from '../terms/evaluate/evaluate.ts';
import { inputsOf } from '../terms/evaluate/inputs.ts';
import { Unsupported } from '../terms/evaluate/unsupported.ts';
import type { Term } from '../terms/term.ts';
import { random, type Random } from './random.ts';
import { positiveOperands } from './domain.ts';

/** Lengths differ, so that a lost or a wrong axis shows. */
const shapes: readonly (readonly number[])[] = [[5], [7], [4, 6], [2, 5], [3, 4, 5]];
/** Inputs that are told apart as arrays or scalars; beyond, all are arrays. */
const maxMixed = 3;
/** With fewer comparisons that mean something nothing is proved. */
const leastCases = 2;

export type Agreement =
  { readonly ok: true; readonly cases: number } | { readonly ok: false; readonly why: 'unknown' | 'differs' | 'fails' };

/**
 * Compares values and shapes on logits of some units, where the old term is finite; and on logits of some thousands the
 * new one has to be.
 * @param tolerance - largest relative difference
 * @param mayOverflow - whether the new term may fail on those
 */
export function agreement(
  before: Term,
  after: Term,
  bounds: Bounds,
  tolerance: number,
  mayOverflow = false,
): Agreement {
  const { values, axes } = inputsOf([before, after]);
  const positive = positiveOperands([before, after]);
  const draw = random(20_240_101);
  let cases = 0;
  try {
    for (const shape of shapes) {
      for (const isArray of mixes(values.length)) {
        for (const axis of axes.length > 0 ? [0, -1] : [0]) {
          const make = (scale: number) => draws(values, axes, { shape, isArray, axis, scale, positive }, bounds, draw);
          const outcome = compare(before, after, make(2), tolerance, isArray.every(Boolean));
          if (outcome === 'differs') return { ok: false, why: 'differs' };
          if (outcome === 'skipped') continue;
          cases++;
          if (mayOverflow) continue;
          if (!evaluate(after, make(3000)).data.every(Number.isFinite)) return { ok: false, why: 'fails' };
        }
      }
    }
  } catch (error) {
    if (error instanceof Unsupported) return { ok: false, why: 'unknown' };
    throw error;
  }
  return cases >= leastCases ? { ok: true, cases } : { ok: false, why: 'unknown' };
}

/** Which inputs are arrays, the others being scalars: one at least. */
function mixes(count: number): readonly (readonly boolean[])[] {
  if (count > maxMixed) return [new Array<boolean>(count).fill(true)];
  const numbers = Array.from({ length: 2 ** count - 1 }, (_, index) => index + 1);
  return numbers.map((bits) => Array.from({ length: count }, (_, index) => (bits & (1 << index)) !== 0));
}

interface Draw {
  readonly shape: readonly number[];
  readonly isArray: readonly boolean[];
  readonly axis: number;
  readonly scale: number;
  readonly positive: ReadonlySet<Term>;
}

function draws(values: readonly Term[], axes: readonly Term[], how: Draw, bounds: Bounds, draw: Random): Inputs {
  const inputs = new Map<Term, NdArray>();
  for (const [index, term] of values.entries()) {
    const shape = how.isArray[index] ? how.shape : [];
    const { low, high } = bounds.of(term);
    const scale = how.isArray[index] ? how.scale : 2;
    const signed = how.positive.has(term) ? Math.abs : (x: number) => x;
    const within = (x: number) => Math.min(Math.max(signed(x), low), high);
    // A scalar is a temperature or the like, which at 0 would make both sides meaningless.
    const value = how.isArray[index] ? () => within(scale * draw.normal()) : () => within(0.5 + 2 * draw.uniform());
    inputs.set(term, { shape, data: Float64Array.from({ length: sizeOf(shape) }, value) });
  }
  for (const term of axes) inputs.set(term, { shape: [], data: Float64Array.of(how.axis) });
  return inputs;
}

/** @param arrays - whether all inputs are: a scalar in the place of an array may rightly have no axis to reduce */
function compare(
  before: Term,
  after: Term,
  inputs: Inputs,
  tolerance: number,
  arrays: boolean,
): 'agrees' | 'differs' | 'skipped' {
  const old = attempt(before, inputs);
  if (!old?.data.every(Number.isFinite)) return 'skipped';
  const now = attempt(after, inputs);
  if (!now && !arrays) return 'skipped';
  if (!now || now.shape.join() !== old.shape.join()) return 'differs';
  const close = old.data.every(
    (x, index) => Math.abs(now.data[index]! - x) <= tolerance * Math.max(Math.abs(x), 1e-300),
  );
  return close ? 'agrees' : 'differs';
}

/** Undefined where the library would raise. */
function attempt(term: Term, inputs: Inputs): NdArray | undefined {
  try {
    return evaluate(term, inputs);
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}
