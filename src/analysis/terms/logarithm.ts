// What a logarithm is taken of, looked at from outside: a guard, a pick, and the value underneath.
import { reductionOf } from './alignment.ts';
import { defaultIn } from './defaults.ts';
import { isTest } from './comparison.ts';
import { isSorted } from './gathers.ts';
import { isInnerProduct } from './innerProduct.ts';
import { limitsIn } from './outcomes.ts';
import type { BinaryTerm, ConstantTerm, JoinTerm, Term, WhereTerm } from './term.ts';

/** Something between a logarithm and a value that keeps it from being 0, or that picks some of it. */
export type Layer =
  | { readonly kind: 'epsilon'; readonly term: Term; readonly value: Term }
  | { readonly kind: 'floor' | 'ceiling'; readonly term: Term; readonly value: Term }
  | { readonly kind: 'pick' | 'shape' | 'cast'; readonly term: Term };

export interface Argument {
  /** From the outside in. */
  readonly layers: readonly Layer[];
  readonly inner: Term;
}

/** Constants this small are there to avoid 0, not to change the value. */
const smallEpsilon = 1e-2;

/** The argument of a logarithm, with what stands around the value that it is about. */
export function unwrap(term: Term): Argument {
  const layers: Layer[] = [];
  let inner = term;
  for (;;) {
    inner = clippedShareOf(inner) ?? inner;
    const layer = layerOf(inner);
    // b + mu + eps: beside an epsilon, what is added is a value.
    const isSecond = layer?.layer.kind === 'epsilon' && !isSmall(layer.layer.value) && layers.some(isEpsilon);
    if (!layer || isSecond) return { layers: [...layers, ...limitsIn(inner)], inner };
    layers.push(layer.layer);
    inner = layer.inner;
  }
}

/** Whether what a logarithm is taken of was made to add up to 1 again after a clip. */
export function isOfClippedShare(term: Term): boolean {
  if (term.kind === 'gather' || term.kind === 'reshape' || term.kind === 'cast') return isOfClippedShare(term.operand);
  return clippedShareOf(term) !== undefined;
}

/** The p of p / p.sum(1), which were made to add up to 1 again after a clip. */
function clippedShareOf(term: Term): Term | undefined {
  if (term.kind !== 'binary' || term.name !== 'divide') return undefined;
  const sum = reductionOf(term.right)?.reduce;
  if (sum?.name !== 'sum' || sum.operand !== term.left) return undefined;
  const clip = term.left.kind === 'cast' ? term.left.operand : term.left;
  const guard = clip.kind === 'binary' ? guardOf(clip)?.layer.kind : undefined;
  return guard === 'floor' || guard === 'ceiling' ? term.left : undefined;
}

function isEpsilon({ kind }: Layer): boolean {
  return kind === 'epsilon';
}

function layerOf(term: Term): { layer: Layer; inner: Term } | undefined {
  switch (term.kind) {
    case 'gather':
      return { layer: { kind: 'pick', term }, inner: term.operand };
    case 'reshape':
      return { layer: { kind: 'shape', term }, inner: term.operand };
    case 'cast':
      return { layer: { kind: 'cast', term }, inner: term.operand };
    case 'stack': {
      // Parts of one value, put side by side.
      const [first, ...others] = term.items.map((item) => (item.kind === 'gather' ? item.operand : undefined));
      const isOne = first && others.length > 0 && others.every((other) => other === first);
      return isOne ? { layer: { kind: 'pick', term }, inner: first } : undefined;
    }
    case 'join':
    case 'where': {
      const inner = pickedInAll(itemsOf(term));
      return inner && { layer: { kind: 'pick', term }, inner };
    }
    case 'binary':
      return guardOf(term);
    default:
      return undefined;
  }
}

/** What a value is, as branches decide. */
export function itemsOf(term: JoinTerm | WhereTerm): readonly Term[] {
  return term.kind === 'join' ? term.items : [term.yes, term.no];
}

/** p[range(n), y] in one branch, (p * y).sum(1) in another: the value that is picked from in all of them. */
function pickedInAll(items: readonly Term[]): Term | undefined {
  const set = items.filter((item) => !(item.kind === 'variable' && item.role === 'unset'));
  const [first, ...others] = set.flatMap((item) => (item.kind === 'gather' ? [item.operand] : []));
  if (!first || others.some((other) => other !== first)) return undefined;
  const isSum = (item: Term) => item.kind === 'reduce' && item.name === 'sum' && isProductWith(item.operand, first);
  return set.length > 1 && set.every((item) => item.kind === 'gather' || isSum(item)) ? first : undefined;
}

function isProductWith(term: Term, factor: Term): boolean {
  return term.kind === 'binary' && term.name === 'multiply' && (term.left === factor || term.right === factor);
}

export function guardOf(term: BinaryTerm): { layer: Layer; inner: Term } | undefined {
  const sides = [[term.left, term.right] as const, [term.right, term.left] as const];
  for (const [inner, value] of sides) {
    if (inner.kind === 'constant') continue;
    const small = smallIn(value);
    if (term.name === 'add' && (small ?? isSetting(value, term))) {
      return { layer: { kind: 'epsilon', term, value: small ?? value }, inner };
    }
    if (value.kind !== 'constant' && value !== limitOf(term)) continue;
    if (term.name === 'maximum') return { layer: { kind: 'floor', term, value }, inner };
    if (term.name === 'minimum') return { layer: { kind: 'ceiling', term, value }, inner };
  }
  return undefined;
}

/** Which of the two is the limit of a maximum or a minimum: the second, unless only the first is made of settings. */
function limitOf({ left, right }: BinaryTerm): Term {
  return isOfSettings(left) && !isOfSettings(right) ? left : right;
}

/** eps, 1 - eps */
function isOfSettings(term: Term): boolean {
  if (term.kind === 'binary') return isOfSettings(term.left) && isOfSettings(term.right);
  return (
    term.kind === 'constant' || (term.kind === 'variable' && (term.role === 'parameter' || term.role === 'global'))
  );
}

/** A number that is set elsewhere, an option or an attribute: as what is added last, or to a distribution, it is taken for an epsilon. */
function isSetting(value: Term, { left, right }: BinaryTerm): boolean {
  if (left === right || (value === left && !isDistribution(right))) return false;
  if (value.kind === 'variable') return value.role === 'parameter' || value.role === 'global';
  return value.kind === 'opaque' && value.pure && value.operands.length <= 1 && !isInnerProduct(value);
}

function isDistribution(term: Term): boolean {
  if (term.kind === 'gather' || term.kind === 'reshape' || term.kind === 'cast') return isDistribution(term.operand);
  return (term.kind === 'library' && term.name === 'softmax') || (term.kind === 'map' && term.name === 'sigmoid');
}

/** The small number that a value is, everywhere or where a condition holds: 1e-8, (p == 0) * 1e-8, where(p == 0, 1e-8, 0) */
function smallIn(term: Term): Term | undefined {
  if (isSmall(term)) return term;
  if (term.kind === 'cast') return smallIn(term.operand);
  const parts =
    term.kind === 'binary' && term.name === 'multiply'
      ? [[term.left, term.right] as const, [term.right, term.left] as const]
      : [];
  return parts.find(([small, test]) => isSmall(small) && isTest(test))?.[0];
}

function isSmall(term: Term): boolean {
  const value = term.kind === 'constant' ? term.value : defaultIn(term);
  return value !== undefined && value > 0 && value <= smallEpsilon;
}

/** What a logarithm is about: a value, or what is missing of it to 1. */
export interface Inside {
  /** From the outside in, those within `1 - x` last. */
  readonly layers: readonly Layer[];
  /** Those within `1 - x`. */
  readonly within: readonly Layer[];
  /** Without its layers. */
  readonly inner: Term;
  /** Whether it is 1 - inner that the logarithm is taken of. */
  readonly complement: boolean;
  /** The 1 of `1 - inner`: a little more than that where an epsilon was added to it. */
  readonly one: number;
}

/** What stands in a logarithm, also of 1 - p, whichever of the two is guarded. */
export function inside(operand: Term): Inside {
  const outer = unwrap(operand);
  const complement = complementOf(outer.inner);
  if (!complement) return { ...outer, within: [], complement: false, one: 1 };
  const { layers, inner } = unwrap(complement.of);
  return { layers: [...outer.layers, ...layers], within: layers, inner, complement: true, one: complement.one };
}

/** Whether what is missing to 1 is in the other order than it would be if it was sorted itself. */
export function isTurned(within: readonly Layer[]): boolean {
  return within.some(({ term }) => term.kind === 'gather' && isSorted(term));
}

/** The x of 1 - x, where the 1 may have an epsilon in it. */
export function complementOf(term: Term): { readonly of: Term; readonly one: number } | undefined {
  if (term.kind !== 'binary') return undefined;
  const { name, left, right } = term;
  if (name === 'subtract') return isOne(left) ? { of: right, one: left.value } : undefined;
  if (name !== 'add') return undefined;
  for (const [one, other] of [[left, right] as const, [right, left] as const]) {
    if (isOne(one) && other.kind === 'map' && other.name === 'neg') return { of: other.operand, one: one.value };
  }
  return undefined;
}

function isOne(term: Term): term is ConstantTerm {
  return term.kind === 'constant' && term.value >= 1 && term.value <= 1 + smallEpsilon;
}
