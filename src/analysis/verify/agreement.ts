// Whether two terms are the same function of their inputs, tried on arrays of several shapes.
import type { Bounds } from '../terms/bounds/bounds.ts';
import { ShapeError, type NdArray } from '../terms/evaluate/array.ts';
import { evaluate, type Inputs } from '../terms/evaluate/evaluate.ts';
import { evaluateExactly } from '../terms/evaluate/exactly.ts';
import { Unsupported } from '../terms/evaluate/unsupported.ts';
import type { Term } from '../terms/term.ts';
import { isFinite, sameShape, ulpsApart } from './differences.ts';
import { Draws, withAxisOfOne, type Layout } from './draws.ts';
import { againstExact, hundreds } from './extremes.ts';
import { compareGradients } from './gradients.ts';
import { sameAtInfinity, type AtInfinity } from './infinite.ts';

/** With fewer comparisons of finite values, or of finite gradients, nothing is proved. */
const leastCases = 3;
/** Gradients take several times as long as values: they are compared on so many of the draws, spread over all. */
const mostGradients = 6;
/** Logits for which a stable form still has to be finite: far from each other, and all of them far from 0 on either side. */
const thousands = 3000;
const farOut = [
  { scale: thousands, index: 0 },
  { scale: 1, index: 0, around: -thousands },
  { scale: 1, index: 0, around: thousands },
];
/** Of real numbers that are only asked for being finite. */
const bitsOfFiniteness = 128;
/** What rounding explains. */
const fewUlps = 8;
/** How far an average of ones may be from 1. */
const nearOne = 1e-3;
/** A rewrite whose values may differ by more than this is not the same in real numbers. */
const mostOfEqual = 1e-6;

/**
 * - differs, gradient: the values, or the gradients, are not the same
 * - fails: the new one is not finite, or not right, for large logits
 * - unknown: there was too little to compare
 */
export type Disagreement = 'differs' | 'gradient' | 'fails' | 'unknown';

/** What else is known of two terms to compare. */
export interface Allowance {
  /** Whether the new term may fail on large logits. */
  readonly mayOverflow?: boolean | undefined;
  /** Whether arithmetic is of numbers here, and arrays are only gone through. */
  readonly ofNumbers?: boolean | undefined;
  /** Whether what they give is a number: draws on which it has axes are none that could be. */
  readonly ofOne?: boolean | undefined;
  /** What is 1 everywhere on shapes that the first term is meant for; on others the two are not compared. */
  readonly unit?: Term | undefined;
}

export type Agreement =
  | {
      readonly ok: true;
      /** Draws on which the values were compared, all finite. */
      readonly cases: number;
      /** See `Rewrite.verified`. */
      readonly maxUlp: number;
      readonly atInfinity: AtInfinity;
    }
  | { readonly ok: false; readonly why: Disagreement };

/**
 * Compares values, shapes and gradients on logits of some units, where the old term is finite; on logits of some
 * thousands the new one has to be finite, and on logits of some hundreds right. What it makes of infinite ones is told apart.
 * @param tolerance - largest relative difference of values; of gradients a hundred times as much, relative to the largest
 */
export function agreement(
  before: Term,
  after: Term,
  bounds: Bounds,
  tolerance: number,
  { mayOverflow = false, ofNumbers = false, ofOne = false, unit }: Allowance = {},
): Agreement {
  const draws = new Draws([before, after], bounds, ofNumbers);
  const agreed: Agreed[] = [];
  let maxUlp = 0;
  let fits = false;
  try {
    for (const layout of layoutsFor(draws, () => fits)) {
      for (const draw of draws.of(layout)) {
        const inputs = draws.inputs(layout, draw);
        if (unit && !isOne(unit, inputs)) break;
        const outcome = compare(before, after, inputs, tolerance, layout.isWhole, ofOne);
        if (outcome === 'differs') return { ok: false, why: 'differs' };
        if (outcome === 'no such shape') break;
        fits = true;
        if (outcome === 'not finite') continue;
        maxUlp = Math.max(maxUlp, outcome);
        agreed.push({ layout, inputs });
      }
    }
    // What is an average on no shape is compared as it is.
    if (unit && agreed.length === 0) return agreement(before, after, bounds, tolerance, { mayOverflow, ofNumbers });
    if (agreed.length < leastCases) return { ok: false, why: 'unknown' };
    const gradients = compareAllGradients(before, after, draws.leaves, agreed, tolerance);
    if (gradients !== undefined) return { ok: false, why: gradients };
    if (!mayOverflow) {
      const extreme = compareExtremes(before, after, draws, agreed, tolerance < mostOfEqual);
      if (extreme === undefined) return { ok: false, why: 'fails' };
      maxUlp = Math.max(maxUlp, extreme);
    }
    const layouts = smallest([...new Set(agreed.map(({ layout }) => layout))]);
    const plain = layouts.flatMap((layout) => draws.of(layout).map((draw) => draws.inputs(layout, draw)));
    const atInfinity = sameAtInfinity(before, after, plain, draws.unbounded, draws.leaves);
    return { ok: true, cases: agreed.length, maxUlp: Math.ceil(maxUlp), atInfinity };
  } catch (error) {
    if (error instanceof Unsupported) return { ok: false, why: 'unknown' };
    throw error;
  }
}

/** Where the old term takes no array whose axes all have several elements, those that have an axis of one. */
function* layoutsFor(draws: Draws, fits: () => boolean): Generator<Layout> {
  yield* draws.layouts();
  if (!fits()) yield* draws.layouts(withAxisOfOne);
}

interface Agreed {
  readonly layout: Layout;
  readonly inputs: Inputs;
}

/** What is wrong with the gradients, if something is. */
function compareAllGradients(
  before: Term,
  after: Term,
  leaves: readonly Term[],
  agreed: readonly Agreed[],
  tolerance: number,
): 'gradient' | 'unknown' | undefined {
  if (leaves.length === 0) return undefined;
  let finite = 0;
  for (const { inputs } of spread(agreed, mostGradients)) {
    const outcome = compareGradients(before, after, inputs, leaves, tolerance);
    if (outcome === 'differs') return 'gradient';
    if (outcome === 'agrees') finite++;
  }
  return finite >= leastCases ? undefined : 'unknown';
}

function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
}

/** How many ulps the new term is off on large logits at most; undefined if it fails on them. */
function compareExtremes(
  before: Term,
  after: Term,
  draws: Draws,
  agreed: readonly Agreed[],
  isEqual: boolean,
): number | undefined {
  const layouts = [...new Set(agreed.map(({ layout }) => layout))];
  for (const layout of layouts) {
    const isRight = farOut.every((draw) => isRightlyFinite(before, after, draws.inputs(layout, draw)));
    if (!isRight) return undefined;
  }
  if (!isEqual) return 0;
  let maxUlp = 0;
  for (const layout of smallest(layouts)) {
    const result = againstExact(before, after, draws.inputs(layout, { scale: hundreds, index: 0 }));
    if (!result.ok) return undefined;
    maxUlp = Math.max(maxUlp, result.ulps);
  }
  return maxUlp;
}

/** Whether the new term is finite wherever the old one is in real numbers: a log-sum-exp of nothing but masked logits is not. */
function isRightlyFinite(before: Term, after: Term, inputs: Inputs): boolean {
  const now = evaluate(after, inputs);
  if (isFinite(now)) return true;
  const exact = evaluateExactly(before, inputs, bitsOfFiniteness);
  return now.data.every((x, i) => Number.isFinite(x) || Object.is(x, exact.data[i]));
}

/** One layout for each number of dimensions up to two, or else one of more, with the fewest elements: exact values take their time. */
function smallest(layouts: readonly Layout[]): readonly Layout[] {
  const size = ({ shape }: Layout) => shape.reduce((product, length) => product * length, 1);
  const sorted = [...layouts].filter(({ isWhole }) => isWhole).sort((a, b) => size(a) - size(b));
  const found = [1, 2].flatMap((dimensions) => sorted.find(({ shape }) => shape.length === dimensions) ?? []);
  return found.length > 0 ? found : sorted.slice(0, 1);
}

/**
 * How many ulps the values differ, or why they are not compared.
 * @param arrays - whether all inputs are that can be: a scalar in the place of an array may rightly have no axis to reduce
 * @param ofOne - whether the values are numbers
 */
function compare(
  before: Term,
  after: Term,
  inputs: Inputs,
  tolerance: number,
  arrays: boolean,
  ofOne: boolean,
): number | 'differs' | 'no such shape' | 'not finite' {
  const old = attempt(before, inputs);
  if (!old || (ofOne && old.shape.length > 0)) return 'no such shape';
  if (!isFinite(old)) return 'not finite';
  const now = attempt(after, inputs);
  if (!now && !arrays) return 'no such shape';
  if (!now || !sameShape(now, old)) return 'differs';
  const isClose = old.data.every(
    (x, index) => Math.abs(now.data[index]! - x) <= tolerance * Math.max(Math.abs(x), 1e-300),
  );
  const ulps = ulpsApart(now, old);
  if (isClose && (ulps <= fewUlps || tolerance > mostOfEqual)) return ulps;
  // The old one may be what is off: 1 - p of a p near 1.
  const exact = againstExact(before, after, inputs);
  return exact.ok ? exact.ulps : 'differs';
}

function isOne(unit: Term, inputs: Inputs): boolean {
  const value = attempt(unit, inputs);
  // A constant beside the sum, or a row that is masked as a whole, leaves its trace.
  return value?.data.every((x) => Number.isNaN(x) || Math.abs(x - 1) < nearOne) ?? false;
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
