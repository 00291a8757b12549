// What the parts of a loss are told by: targets and their complements, classes, scales.
import { isAttribute } from './attributes.ts';
import { factorsOf } from './factors.ts';
import { takeAlong } from './gathers.ts';
import { bare } from './bare.ts';
import { isIndices } from './indices.ts';
import { complementOf, inside, type Inside } from './logarithm.ts';
import { isText } from './text.ts';
import type { GatherTerm, MapTerm, Term } from './term.ts';
import { subterms } from './walk.ts';

/** Losses have few terms; x = x + x, repeated, has as many as one likes. */
const maxAddends = 12;

export function isLog(term: Term): term is MapTerm {
  return term.kind === 'map' && term.name === 'log';
}

export interface Addend {
  readonly term: Term;
  readonly negative: boolean;
}

/** The first of the values that are added up. */
export function addendsOf(sum: Term): readonly Addend[] {
  const found: Addend[] = [];
  const queue: Addend[] = [{ term: sum, negative: false }];
  for (let next = queue.pop(); next && found.length < maxAddends; next = queue.pop()) {
    const { term, negative } = next;
    if (term.kind === 'binary' && (term.name === 'add' || term.name === 'subtract')) {
      queue.push({ term: term.right, negative: negative !== (term.name === 'subtract') });
      queue.push({ term: term.left, negative });
    } else if (term.kind === 'map' && term.name === 'neg') queue.push({ term: term.operand, negative: !negative });
    else found.push(next);
  }
  return found;
}

/** t and 1 - t, in either order. */
export function areComplements(t: Term, u: Term): boolean {
  const [a, b] = [bare(t), bare(u)];
  const isOf = (part: Term, whole: Term) => {
    const complement = complementOf(part);
    return complement !== undefined && bare(complement.of) === whole;
  };
  return isOf(a, b) || isOf(b, a);
}

/** Whether a logarithm is weighed by a power of 1 - p beside log(p), or of p beside log(1 - p). */
export function hasFocal(
  weights: readonly Term[],
  { inner, complement }: Pick<Inside, 'inner' | 'complement'>,
): boolean {
  return weights.some((weight) => isFocal(weight, inner, complement));
}

function isFocal(weight: Term, inner: Term, complement: boolean): boolean {
  const isPower = weight.kind === 'binary' && weight.name === 'power';
  const isSquare = weight.kind === 'map' && weight.name === 'square';
  const base = inside(isPower ? weight.left : isSquare ? weight.operand : weight);
  return base.complement !== complement && bare(base.inner) === bare(inner);
}

/**
 * A pick of something, or a square, is no sample of a game between two: log(1 - backoff[n]) + log(count[w]) is a product of other
 * things, and log(1 - tanh(u)²) is of a density that is squashed.
 */
export function isNoSample({ inner, layers }: Pick<Inside, 'inner' | 'layers'>): boolean {
  return baseOfSquare(bare(inner)) !== undefined || layers.some(({ kind }) => kind === 'pick');
}

/** What a square is of. */
export function baseOfSquare(term: Term): Term | undefined {
  if (term.kind === 'map' && term.name === 'square') return bare(term.operand);
  const isSecond = term.kind === 'binary' && term.name === 'power' && term.right.kind === 'constant';
  return isSecond && term.right.value === 2 ? bare(term.left) : undefined;
}

/** (w + b - log(x))²: of a logarithm and something else, the difference that is squared. */
export function fittedIn(root: Term): Term | undefined {
  const difference = baseOfSquare(root);
  const addends = difference ? addendsOf(difference) : [];
  return addends.some(({ term }) => isLog(term)) && addends.some(({ term }) => !isLog(term)) ? difference : undefined;
}

/** Whether two values are of one, and not different entries of it: params["a"] and params["b"]. */
export function isSameValue(a: Term, b: Term): boolean {
  const [one, other] = [inside(a), inside(b)];
  if (bare(one.inner) !== bare(other.inner)) return false;
  const [first, second] = [one, other].map(({ layers }) => layers.flatMap(({ term }) => entryOf(term) ?? []));
  return first!.length === 0 || second!.length === 0 || first!.every((entry, index) => entry === second![index]);
}

/** The text by which one entry is picked. */
function entryOf(term: Term): Term | undefined {
  return term.kind === 'gather' ? term.indices.find(isText) : undefined;
}

export function isRunningTotal(term: Term): boolean {
  return term.kind === 'variable' && term.role === 'loop';
}

/**
 * A quotient without an exponential in it: 1 / (1 + d^2), normalised, is far from 0 for any distance, and the probability of
 * no logits.
 */
export function isRational(term: Term): boolean {
  if (term.kind !== 'binary' || term.name !== 'divide') return false;
  return ![...subterms(term)].some(
    (part) =>
      (part.kind === 'map' && (part.name === 'exp' || part.name === 'sigmoid')) ||
      (part.kind === 'library' && part.name === 'softmax'),
  );
}

/** 2 * pi * v, 2 / v, x + 1: a number that makes something of another kind of it. */
export function isScaled(term: Term): boolean {
  if (term.kind !== 'binary') return false;
  const { name, left, right } = term;
  const isNumber = (part: Term) => part.kind === 'constant' && Math.abs(part.value) >= 1;
  if (name === 'divide') return left.kind === 'constant';
  return (name === 'multiply' || name === 'add') && (isNumber(left) || isNumber(right) || isScaled(left));
}

/**
 * The class of each sample: by an index for each axis, or by one where a loss is summed or of one sample. Else a single
 * index, or a mask, takes a part of something.
 */
export function isClass(gather: GatherTerm, ofLoss: boolean): boolean {
  if (!isChoice(gather)) return false;
  return ofLoss || gather.key === takeAlong || gather.indices.filter((index) => !isSlice(index)).length > 1;
}

/** p[range(n), y] */
export function isPickOfClasses(term: Term): boolean {
  if (term.kind !== 'gather') return false;
  const [row, chosen, ...others] = term.indices;
  if (!row || !chosen || others.length > 0) return false;
  // range(n), arange(n)
  const isCounted = isIndices(row) || (row.kind === 'opaque' && row.says === 'steps');
  return isCounted && chosen.kind !== 'constant' && !isSlice(chosen);
}

/** Elements chosen by something that is computed or given: not the first column, nor a slice. */
function isChoice(gather: GatherTerm): boolean {
  return gather.indices.some((index) => index.kind !== 'constant' && !isSlice(index));
}

function isSlice(index: Term): boolean {
  return index.kind === 'opaque' && (index.says === 'slice' || index.says === 'text');
}

/** What a function is given, or a call gives that is not followed: the output of a model. */
export function isGiven(term: Term): boolean {
  if (term.kind === 'variable') return term.role === 'parameter';
  return term.kind === 'opaque' && !term.pure;
}

/** Whether a value, or one in it, is divided by another one, or by some of its elements. */
export function isDividedBy(term: Term, by: Term): boolean {
  return [...subterms(term)].some(
    (part) => part.kind === 'binary' && part.name === 'divide' && bare(inside(part.right).inner) === by,
  );
}

/** The p of n * p, with a setting n, beside a weight that is p. */
export function scaledAmong(inner: Term, weights: readonly Term[]): Term | undefined {
  if (inner.kind !== 'binary' || inner.name !== 'multiply' || weights.includes(inner)) return undefined;
  const isScale = (term: Term) =>
    term.kind === 'opaque' ? isAttribute(term) : term.kind === 'variable' && term.role === 'parameter';
  const sides = [[inner.left, inner.right] as const, [inner.right, inner.left] as const];
  return sides.find(([share, scale]) => isScale(scale) && weights.includes(share))?.[0];
}

/** y * p of weights y and p. */
export function isProductOf(inner: Term, weights: readonly Term[]): boolean {
  if (inner.kind !== 'binary' || inner.name !== 'multiply') return false;
  return factorsOf(inner, () => false).factors.every((factor) => weights.includes(factor));
}
