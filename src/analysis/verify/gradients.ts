// Whether two terms have the same gradient.
import { gradient } from '../terms/differentiate/gradient.ts';
import { ShapeError, type NdArray } from '../terms/evaluate/array.ts';
import { evaluate, type Inputs } from '../terms/evaluate/evaluate.ts';
import { exactRise } from '../terms/evaluate/exactly.ts';
import type { Term } from '../terms/term.ts';
import { operandsOf, subterms } from '../terms/walk.ts';
import { isFinite, largest } from './differences.ts';
import { random } from './random.ts';

/** Of a gradient, relative to its largest number: it is a difference of numbers of that size. */
const looser = 100;
/** What is left of a difference of numbers near 1 where both are rounded. */
const rounding = 2 ** -48;

const numbers = random(7);
const projection = Float64Array.from({ length: 256 }, () => numbers.normal());

/** The weights of the elements of a value: its gradient is that of their sum. The same for values of one shape. */
function weights({ data }: NdArray): Float64Array {
  return data.map((_, index) => projection[index % projection.length]!);
}

/**
 * Compares the gradients of a fixed random projection of two terms with respect to each leaf.
 * @param tolerance - of the values; that of the gradients is a hundred times as much
 * @returns `skipped` where the old one has none, or none that is finite, or neither is right: probabilities that have
 * become 1 have gradients that are rounding errors and nothing else
 */
export function compareGradients(
  before: Term,
  after: Term,
  inputs: Inputs,
  leaves: readonly Term[],
  tolerance: number,
): 'agrees' | 'differs' | 'skipped' {
  const old = attempt(before, inputs, leaves);
  if (!old || ![...old.values()].every(isFinite)) return 'skipped';
  const now = attempt(after, inputs, leaves);
  if (!now) return 'differs';
  if (isSame(old, now, looser * tolerance)) return 'agrees';
  // Of what hardly moves the value a gradient is a difference of numbers that are as large as that.
  if (isSame(old, now, looser * tolerance, rounding * largest(evaluate(before, inputs).data))) return 'agrees';
  const moving = outsideDetach(before, leaves);
  // A difference of the code's own: nothing in real numbers shows it.
  if (!moving || !isZero(now, moving)) return 'differs';
  return judge(before, inputs, moving, { old, now }, looser * tolerance);
}

type Gradient = ReadonlyMap<Term, NdArray>;

function isSame(old: Gradient, now: Gradient, tolerance: number, least = 0): boolean {
  return [...old].every(([leaf, { data }]) => {
    const other = now.get(leaf)!.data;
    const allowed = Math.max(tolerance * Math.max(largest(data), 1e-300), least);
    return data.every((x, index) => Math.abs(other[index]! - x) <= allowed);
  });
}

/** The leaves that gradients go to, where no other is moved by moving these; undefined of one that is detached in some of its places only. */
function outsideDetach(term: Term, leaves: readonly Term[]): readonly Term[] | undefined {
  const isDetach = (part: Term) => part.kind === 'map' && part.name === 'detach';
  const all = [...subterms(term)];
  if (!all.some(isDetach)) return leaves;
  const outside = new Set<Term>();
  const queue = [term];
  for (let part = queue.pop(); part; part = queue.pop()) {
    if (outside.has(part) || isDetach(part)) continue;
    outside.add(part);
    queue.push(...operandsOf(part));
  }
  const inside = new Set(all.filter(isDetach).flatMap((part) => [...subterms(part)]));
  return leaves.some((leaf) => outside.has(leaf) && inside.has(leaf))
    ? undefined
    : leaves.filter((leaf) => outside.has(leaf));
}

function isZero(gradient: Gradient, but: readonly Term[]): boolean {
  return [...gradient].every(([leaf, { data }]) => but.includes(leaf) || data.every((x) => x === 0));
}

/** Relative length of a step on either side: the square of it is what a central difference is off. */
const step = 2 ** -26;
const bits = 256;

/** Which of two gradients is right, by what a small step in all inputs makes of the old term in real numbers. */
function judge(
  before: Term,
  inputs: Inputs,
  leaves: readonly Term[],
  { old, now }: { readonly old: Gradient; readonly now: Gradient },
  tolerance: number,
): 'agrees' | 'differs' | 'skipped' {
  const moved = (by: number): Inputs => {
    const shift = (data: Float64Array) => data.map((x, i) => x + by * projection[(3 * i + 1) % projection.length]!);
    return new Map(
      [...inputs].map(([term, { shape, data }]) => [term, { shape, data: leaves.includes(term) ? shift(data) : data }]),
    );
  };
  const [from, to] = [moved(-step), moved(step)];
  const rise = exactRise(before, from, to, weights, bits);
  const isRight = (gradient: Gradient): boolean => {
    let expected = 0;
    for (const [leaf, { data }] of gradient) {
      const [start, end] = [from.get(leaf)!.data, to.get(leaf)!.data];
      for (const [i, slope] of data.entries()) if (start[i] !== end[i]) expected += slope * (end[i]! - start[i]!);
    }
    return Math.abs(expected - rise) <= tolerance * Math.abs(rise);
  };
  if (isRight(now)) return 'agrees';
  return isRight(old) ? 'differs' : 'skipped';
}

/** Undefined where the library would raise. */
function attempt(term: Term, inputs: Inputs, leaves: readonly Term[]): Gradient | undefined {
  try {
    return gradient(term, inputs, weights, leaves);
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}
