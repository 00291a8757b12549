// The shape of a softmax: exponentials over the sum of the same exponentials.
import { isAlongFirst, reductionOf, type Reduction } from '../../terms/alignment.ts';
import { sameAxis } from '../../terms/axis.ts';
import { bare, uncast } from '../../terms/bare.ts';
import type { Bounds } from '../../terms/bounds/bounds.ts';
import { multiplied } from '../../terms/innerProduct.ts';
import { isComputedAs } from '../../terms/instance.ts';
import { isOneOf } from '../../terms/oneOf.ts';
import { lifts } from '../../terms/lift.ts';
import { complementOf } from '../../terms/logarithm.ts';
import type { Quotient } from '../../terms/quotient.ts';
import { isZero } from '../../terms/recursion.ts';
import type { TermStore } from '../../terms/store.ts';
import type { MapTerm, ReduceTerm, Term } from '../../terms/term.ts';
import { turnedOut } from './turned.ts';

/** An exponential of the numerator, and the one of the sum that it is, or is an element or a part of. */
export interface Shared {
  readonly exponential: MapTerm;
  readonly whole: MapTerm;
}

export interface Ratio {
  readonly exponentials: readonly Shared[];
  /** What is summed. */
  readonly summed: Term;
  readonly sum: Reduction;
  /** Whether a constant is added to the sum, or it is kept from falling below one. */
  readonly guarded: boolean;
  /** The constant or setting that is added to the sum, and the two together. */
  readonly beside: { readonly number: Term; readonly total: Term } | undefined;
  /** Whether the numerator is the exponentials and nothing else, so that the ratio is a softmax as it stands. */
  readonly plain: boolean;
  /** Whether the numerator is a product of matrices, of which the exponentials are one. */
  readonly product: boolean;
  /** Whether the numerator is a sum over the same axis, of the exponentials times something: it has the axes of what it is divided by. */
  readonly averaged: boolean;
  /** Whether the numerator is such a sum over all axes beside a sum over the first one, sum(e): who adds up so has one. */
  readonly flat: boolean;
  /** Whether the numerator has the axes of the exponentials in another order. */
  readonly transposed: boolean;
  /** exp(x.T) over a sum of exp(x), as it is written. */
  readonly turned: MapTerm | undefined;
}

export function ratioOf(store: TermStore, bounds: Bounds, quotient: Quotient): Ratio | undefined {
  const { inner, guarded, beside } = unguarded(quotient.denominator);
  const sum = reductionOf(inner);
  if (sum?.reduce.name !== 'sum') return undefined;
  const summed = bare(sum.reduce.operand);
  // [v / s for v in e]: the element of e stands for all of it.
  const isElement = (term: Term) => bare(term).kind === 'element';
  const turning = turnedOut(store, quotient.numerator);
  const above = [quotient.numerator, ...(turning ? [turning.out] : [])];
  const lifted = above.flatMap((each) => lifts(store, each));
  for (const numerator of [...lifted.filter((each) => !isElement(each)), ...lifted.filter(isElement)]) {
    const unshaped = bare(numerator);
    const weighted = isOfLines(sum) || (unshaped !== summed && 'above');
    const exponentials = shared(store, bounds, numerator, summed, weighted);
    if (exponentials.length === 0) continue;
    const plain = summed.kind === 'map' && lifts(store, unshaped).includes(summed);
    const transposed = isTransposed(numerator) !== isTransposed(sum.reduce.operand);
    const product = unshaped.kind === 'opaque';
    const turned = turning && lifts(store, turning.out).includes(numerator) ? turning.turned : undefined;
    const total = totalIn(unshaped);
    const averaged = total !== undefined && hasAxisOf(sum, total);
    const flat = total?.axis.kind === 'all' && sum.changes.length === 0 && isAlongFirst(sum.reduce);
    return { exponentials, summed, sum, guarded, beside, plain, product, averaged, flat, transposed, turned };
  }
  return undefined;
}

/** The sum, or mean, that a numerator is, but for factors. */
function totalIn(term: Term): ReduceTerm | undefined {
  if (term.kind === 'reduce') return term.name === 'sum' || term.name === 'mean' ? term : undefined;
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  return totalIn(bare(term.left)) ?? totalIn(bare(term.right));
}

function hasAxisOf({ reduce, changes }: Reduction, { axis, keepdims }: ReduceTerm): boolean {
  return changes.length === 0 && sameAxis(axis, reduce.axis) && keepdims === reduce.keepdims;
}

/** sum + 1e-9, sum + eps, maximum(sum, 1e-9) */
export function unguarded(whole: Term): { readonly inner: Term } & Pick<Ratio, 'guarded' | 'beside'> {
  const term = uncast(whole);
  if (term.kind === 'binary' && (term.name === 'add' || term.name === 'maximum')) {
    for (const [number, inner] of [[term.right, term.left] as const, [term.left, term.right] as const]) {
      const isAdded = term.name === 'add';
      if (number.kind !== 'constant' && !(isAdded && isSetting(number))) continue;
      return { inner, guarded: true, beside: isAdded ? { number, total: term } : undefined };
    }
  }
  return { inner: whole, guarded: false, beside: undefined };
}

/** An epsilon that is given: a parameter, or an attribute of one. */
function isSetting(term: Term): boolean {
  if (term.kind === 'variable') return term.role === 'parameter' || term.role === 'global';
  return (
    term.kind === 'opaque' &&
    term.key.startsWith('attribute ') &&
    term.operands.length === 1 &&
    isSetting(term.operands[0]!)
  );
}

function isTransposed(term: Term): boolean {
  if (term.kind !== 'reshape') return term.kind === 'cast' && isTransposed(term.operand);
  const turns = term.change.to === 'reverse' || term.change.to === 'swap';
  return turns !== isTransposed(term.operand);
}

/**
 * The exponentials that numerator and sum have in common. Where both are the same product, its other factor has to be a
 * mask: w * exp(…) over its sum is how boosting and multiplicative weights update w, which need not be of logits. There is one w
 * then, and not one for each line of a matrix.
 * @param weighted - whether any factor may stand beside the exponentials: everywhere, or in the numerator
 */
function shared(
  store: TermStore,
  bounds: Bounds,
  numerator: Term,
  summed: Term,
  weighted: boolean | 'above',
): readonly Shared[] {
  const below = new Set(exponentialsOf(bounds, summed, weighted === true));
  return exponentialsOf(bounds, numerator, weighted !== false).flatMap((exponential) => {
    const lifted = lifts(store, exponential).filter((each) => each.kind === 'map');
    const candidates = [...lifted, ...lifted.map((each) => picked(store, each))];
    const whole = candidates.find((candidate) => below.has(candidate)) ?? oneOf(exponential, below);
    return whole ? [{ exponential, whole }] : [];
  });
}

/** Whether a sum is one for each line of what has several axes, as where one of them is given. */
function isOfLines({ reduce: { axis } }: Reduction): boolean {
  return axis.kind === 'symbolic' || (axis.kind === 'known' && axis.axes.some((each) => each !== 0));
}

/** exp(score(i, o)) is one of exp(score(i, k)) for every k, and exp(x[i] / t) one of exp(x / t). */
function oneOf({ operand }: MapTerm, below: ReadonlySet<MapTerm>): MapTerm | undefined {
  const all = [...below];
  return (
    all.find((whole) => isComputedAs(operand, whole.operand, () => true)) ??
    all.find((whole) => isOneOf(operand, whole.operand))
  );
}

/** exp(x[i]) is one of exp(x). */
function picked(store: TermStore, exponential: MapTerm): MapTerm {
  const { operand } = exponential;
  if (operand.kind !== 'gather') return exponential;
  const whole = store.map('exp', operand.operand);
  return whole.kind === 'map' ? whole : exponential;
}

/** Every exponential that a value is, times what may stand beside it. */
function exponentialsOf(bounds: Bounds, term: Term, anyFactor: boolean): readonly MapTerm[] {
  const within = (part: Term) => exponentialsOf(bounds, part, anyFactor);
  switch (term.kind) {
    case 'map':
      return term.name === 'exp' ? [term] : [];
    case 'reshape':
    case 'cast':
    case 'gather':
      return within(term.operand);
    case 'element':
      return within(term.of);
    case 'reduce': {
      // The largest probability, and an average: sum(exp(x) * y) / sum(exp(x)).
      const isAverage = anyFactor && (term.name === 'sum' || term.name === 'mean');
      return isAverage || term.name === 'max' || term.name === 'min' ? within(term.operand) : [];
    }
    case 'opaque':
      // Averages, too: exp(x) @ y / sum(exp(x)).
      return anyFactor ? (multiplied(term) ?? []).flatMap(within) : [];
    case 'join':
      return term.items.flatMap(within);
    case 'where':
      return [term.yes, term.no].flatMap(within);
    case 'binary': {
      // A maximum that is followed from 0 on.
      if (term.name === 'maximum') {
        const [number, largest] = term.left.kind === 'constant' ? [term.left, term.right] : [term.right, term.left];
        return number.kind === 'constant' && number.value <= 0 && largest.kind === 'reduce' ? within(largest) : [];
      }
      // p = zeros(n); p += exp(x)
      if (term.name === 'add' && (isZero(term.left) || isZero(term.right))) {
        return within(isZero(term.left) ? term.right : term.left);
      }
      if (term.name !== 'multiply') return [];
      const isMask = (factor: Term) =>
        (bounds.low(factor) >= 0 && bounds.high(factor) <= 1) || isComplementOfGiven(factor);
      return [
        ...(anyFactor || isMask(term.right) ? within(term.left) : []),
        ...(anyFactor || isMask(term.left) ? within(term.right) : []),
      ];
    }
    default:
      return [];
  }
}

/** 1 - mask: nobody has such weights to be updated. */
function isComplementOfGiven(factor: Term): boolean {
  const { kind } = bare(complementOf(factor)?.of ?? factor);
  return complementOf(factor) !== undefined && kind === 'variable';
}
