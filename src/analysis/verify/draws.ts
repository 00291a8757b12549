// The inputs that two terms are compared on.
import type { Bounds } from '../terms/bounds/bounds.ts';
import { sizeOf, type NdArray } from '../terms/evaluate/array.ts';
import type { Inputs } from '../terms/evaluate/evaluate.ts';
import { bare } from '../terms/bare.ts';
import { inputsOf } from '../terms/evaluate/inputs.ts';
import type { Term } from '../terms/term.ts';
import { pickOne } from '../terms/gathers.ts';
import { groupedIn } from '../terms/groups.ts';
import { operandsOf, subterms } from '../terms/walk.ts';
import { isCount, isExtent } from '../terms/lengths.ts';
import { domainsOf, isContinuous, type Domain } from './domain.ts';
import { random, type Random } from './random.ts';

/** Lengths differ, so that a lost or a wrong axis shows. */
const shapes: readonly (readonly number[])[] = [[5], [7], [4, 6], [2, 5], [3, 4, 5]];
/** Where an axis is named that arrays of three dimensions do not have. */
const ofImages: readonly (readonly number[])[] = [
  [2, 3, 4, 5],
  [3, 2, 2, 4],
];
/** For code that is written for arrays with an axis of one element: x - x.max(2)[0].unsqueeze(1). */
export const withAxisOfOne: readonly (readonly number[])[] = [
  [4, 1, 6],
  [3, 5, 1],
  [1, 2, 5],
  [5, 1],
  [1, 7],
  // Of as many rows as columns, what is taken along one axis and goes on along the other is no number.
  [4, 4],
];
/** Inputs that are told apart as arrays or scalars; beyond, all are arrays. */
const maxMixed = 3;
/** So few that there are several elements in some. */
const mostGroups = 3;
/** How large logits are, in the draws of one shape. */
const scales = [2, 0.5, 3];

/** A shape, which inputs have it (the others are scalars), and the axis that a value may name. */
export interface Layout {
  readonly shape: readonly number[];
  readonly isArray: readonly boolean[];
  /** Whether all are arrays that can be. */
  readonly isWhole: boolean;
  readonly axis: number;
}

/** One draw: the how manieth of its layout, which decides what targets and masks are, and how large logits are. */
export interface Draw {
  readonly index: number;
  readonly scale: number;
  /** Where logits lie that are near each other; around 0 unless it is given. */
  readonly around?: number;
}

/** The inputs of some terms, and what they are drawn from. The same draws each time. */
export class Draws {
  /** Those of which gradients are taken. */
  readonly leaves: readonly Term[];
  /** Those that may be infinite, as a masked logit is. */
  readonly unbounded: readonly Term[];
  private readonly values: readonly Term[];
  private readonly axes: readonly Term[];
  /** Of each value whether it is a number in every layout. */
  private readonly numbersAlone: readonly boolean[];
  private readonly domains: ReadonlyMap<Term, Domain>;
  /** Along which axis elements have the groups that a value tells. */
  private readonly groupAxes: ReadonlyMap<Term, number>;
  private readonly random: Random = random(20_240_101);
  private readonly shapes: readonly (readonly number[])[];

  constructor(
    roots: readonly Term[],
    private readonly bounds: Bounds,
    /** Whether what the first of the terms does not go through, in sums and the like, is a number and no array. */
    ofNumbers = false,
  ) {
    const { values, axes } = inputsOf(roots);
    const arrays = ofNumbers ? goneThrough(roots[0]!) : undefined;
    const indices = ofNumbers ? indicesOutside(roots[0]!) : undefined;
    this.values = values;
    this.axes = axes;
    this.domains = domainsOf(roots, values);
    this.groupAxes = groupAxesOf(roots);
    this.numbersAlone = values.map(
      (value) =>
        this.groupAxes.has(value) || isExtent(value) || arrays?.has(value) === false || indices?.has(value) === true,
    );
    this.shapes = roots.some(namesFourthAxis) ? [...shapes, ...ofImages] : shapes;
    // An array of one number that is given has no gradient.
    const isGiven = (term: Term) => term.kind === 'opaque' && bounds.low(term) === bounds.high(term);
    this.leaves = values.filter((term) => !isGiven(term) && isContinuous(this.domainOf(term)));
    this.unbounded = values.filter((term) => {
      const { low, high } = bounds.of(term);
      const domain = this.domainOf(term);
      return (domain === 'real' || domain === 'any') && low === -Infinity && high === Infinity;
    });
  }

  /** Every shape, for all inputs arrays and for some of them scalars. */
  layouts(shapes = this.shapes): readonly Layout[] {
    const axes = this.axes.length > 0 ? [0, -1] : [0];
    return shapes.flatMap((shape) =>
      mixes(this.numbersAlone).flatMap((isArray, mix) =>
        axes.map((axis) => ({ shape, isArray, isWhole: mix === 0, axis })),
      ),
    );
  }

  /** Several where all inputs are arrays, one where some are scalars. */
  of({ isWhole }: Layout): readonly Draw[] {
    return scales.slice(0, isWhole ? scales.length : 1).map((scale, index) => ({ scale, index }));
  }

  inputs({ shape, isArray, axis }: Layout, draw: Draw): Inputs {
    const inputs = new Map<Term, NdArray>();
    for (const [index, term] of this.values.entries()) {
      const groups = this.groupAxes.get(term);
      const own = groups !== undefined ? alongAxis(shape, groups) : isArray[index] ? shape : [];
      const { low, high } = this.bounds.of(term);
      const data = this.numbers(this.domainOf(term), own, draw, this.numbersAlone[index]! && !isExtent(term));
      inputs.set(term, { shape: own, data: data.map((x) => within(x, low, high)) });
    }
    for (const term of this.axes) inputs.set(term, { shape: [], data: Float64Array.of(axis) });
    return inputs;
  }

  private domainOf(term: Term): Domain {
    // No array that is drawn is empty.
    return isExtent(term) || isCount(term) ? 'positive' : (this.domains.get(term) ?? 'real');
  }

  /** @param isLogit - whether it is as good as any array although it has no axes */
  private numbers(
    domain: Domain,
    shape: readonly number[],
    { index, scale, around = 0 }: Draw,
    isLogit: boolean,
  ): Float64Array {
    const { random: draw } = this;
    const each = (value: (place: number) => number) =>
      Float64Array.from({ length: sizeOf(shape) }, (_, place) => value(place));
    switch (domain) {
      case 'group':
        return each(() => Math.floor(mostGroups * draw.uniform()));
      case 'index':
        return each(() => Math.floor(5 * draw.uniform()));
      case 'boolean':
        // At first every line has some of both: where all is masked there is nothing to compare.
        return each((place) =>
          index === 0 && shape.length > 0 ? +isChequered(place, shape) : Math.round(draw.uniform()),
        );
      case 'one-hot':
        return oneHots(shape, draw);
      case 'probability':
        return each(() => 0.02 + 0.96 * draw.uniform());
      case 'positive':
        return shape.length === 0 ? each(() => 0.5 + 2 * draw.uniform()) : each(() => Math.abs(scale * draw.normal()));
      case 'weight':
        return each((place) => (isChequered(place, shape) && draw.uniform() < 0.5 ? 0 : Math.abs(draw.normal())));
      case 'target':
        if (index === 1) return oneHots(shape, draw);
        if (index === 2) return distributions(shape, draw);
        break;
      case 'mask':
        if (index > 0 && shape.length > 0) {
          const masked = index === 1 ? -1e9 : -Infinity;
          return each((place) => (isChequered(place, shape) && draw.uniform() < 0.5 ? masked : 0));
        }
        break;
      case 'any':
        if (index === 2 && shape.length > 0) {
          const isMasked = (place: number) => isChequered(place, shape) && draw.uniform() < 0.5;
          return each((place) => (isMasked(place) ? -Infinity : scale * draw.normal()));
        }
        break;
      case 'real':
        break;
    }
    // A scalar beside arrays is a temperature or the like, which at 0 would make both sides meaningless.
    return shape.length === 0 && !isLogit
      ? each(() => 0.5 + 2 * draw.uniform())
      : each(() => around + scale * draw.normal());
  }
}

function groupAxesOf(roots: readonly Term[]): ReadonlyMap<Term, number> {
  const groups = roots.flatMap((root) => [...subterms(root)].flatMap((term) => groupedIn(term) ?? []));
  return new Map(groups.map(({ index, axis }) => [bare(index), axis.kind === 'constant' ? axis.value : 0]));
}

/** The length of one axis; of the first where there is none such. */
function alongAxis(shape: readonly number[], axis: number): readonly number[] {
  return [shape.at(axis) ?? shape[0]!];
}

/** A number between bounds: mirrored at the only one, since clipped there the largest of each line would be the same. */
function within(x: number, low: number, high: number): number {
  const isFinite = Number.isFinite(x);
  if (isFinite && low === -Infinity && x > high) return 2 * high - x;
  if (isFinite && high === Infinity && x < low) return 2 * low - x;
  return Math.min(Math.max(x, low), high);
}

/** Which inputs are arrays, the others being scalars: one at least; first all that can be. */
function mixes(numbersAlone: readonly boolean[]): readonly (readonly boolean[])[] {
  const all = numbersAlone.map((isNumber) => !isNumber);
  const free = [...all.keys()].filter((index) => all[index]);
  if (free.length > maxMixed) return [all];
  const numbers = Array.from({ length: Math.max(0, 2 ** free.length - 2) }, (_, index) => index + 1);
  return [
    all,
    ...numbers.map((bits) => all.map((isFree, index) => isFree && (bits & (1 << free.indexOf(index))) !== 0)),
  ];
}

/** What is below a sum, a maximum, or another operation on a whole array. */
function goneThrough(root: Term): ReadonlySet<Term> {
  const whole = [...subterms(root)].filter(({ kind }) => kind === 'reduce' || kind === 'library');
  return new Set(whole.flatMap((term) => [...subterms(term)]));
}

/** What picks an element where arithmetic is of numbers: one index, whatever else it picks elsewhere. */
function indicesOutside(root: Term): ReadonlySet<Term> {
  const found = new Set<Term>();
  const seen = new Set([root]);
  for (const term of seen) {
    if (term.kind === 'reduce' || term.kind === 'library') continue;
    if (term.kind === 'gather' && term.key === pickOne) for (const index of term.indices) found.add(index);
    for (const operand of operandsOf(term)) seen.add(operand);
  }
  return found;
}

/** A 1 in each line along the last axis; a scalar is 0 or 1. */
function oneHots(shape: readonly number[], draw: Random): Float64Array {
  const length = shape.at(-1);
  if (length === undefined) return Float64Array.of(Math.round(draw.uniform()));
  const data = new Float64Array(sizeOf(shape));
  for (let start = 0; start < data.length; start += length) data[start + Math.floor(length * draw.uniform())] = 1;
  return data;
}

/** Numbers in (0, 1) that add up to 1 in each line along the last axis. */
function distributions(shape: readonly number[], draw: Random): Float64Array {
  const data = Float64Array.from({ length: sizeOf(shape) }, () => 0.05 + draw.uniform());
  const length = shape.at(-1);
  if (length === undefined) return data.map((x) => x / 1.1);
  for (let start = 0; start < data.length; start += length) {
    const line = data.subarray(start, start + length);
    const total = line.reduce((sum, x) => sum + x, 0);
    for (let i = 0; i < length; i++) line[i] = line[i]! / total;
  }
  return data;
}

/** Every other element along any axis, so that no line of two or more is masked as a whole. */
function isChequered(place: number, shape: readonly number[]): boolean {
  let coordinates = 0;
  let rest = place;
  for (const length of [...shape].reverse()) {
    coordinates += rest % length;
    rest = Math.floor(rest / length);
  }
  return coordinates % 2 === 1;
}

/** Whether a sum, a maximum or the like is over an axis that only arrays of four dimensions have: (2, 3) of images. */
function namesFourthAxis(root: Term): boolean {
  return [...subterms(root)].some((term) => {
    const axis = term.kind === 'reduce' || term.kind === 'library' ? term.axis : undefined;
    return axis?.kind === 'known' && axis.axes.some((at) => at === 3 || at === -4);
  });
}
