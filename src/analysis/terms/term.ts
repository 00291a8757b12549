// The term language: what a value is, whatever language it was written in. Terms are immutable and shared: within one
// store two terms are the same value exactly when they are the same object (see store.ts).
import type { FormatName } from '../../kernels/index.ts';
import type { Interval } from './bounds/interval.ts';

/**
 * Elementwise functions of one operand. `finite` is 1 where it is a finite number and 0 elsewhere. `detach` is the value itself, which gradients do not go through; it is only in
 * terms that were asked for with it (see `detaching` of a lowered document).
 */
export type MapName =
  | 'exp'
  | 'log'
  | 'log1p'
  | 'expm1'
  | 'neg'
  | 'abs'
  | 'sign'
  | 'sqrt'
  | 'square'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'log-sigmoid'
  | 'relu'
  | 'sin'
  | 'cos'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'finite'
  | 'detach';

/** Elementwise operations of two operands, with broadcasting. */
export type BinaryName =
  'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'maximum' | 'minimum' | 'modulo' | 'logaddexp';

export type ReduceName = 'sum' | 'mean' | 'max' | 'min' | 'product' | 'logsumexp' | 'norm' | 'variance' | 'deviation';

/**
 * Losses by what they take. All but the two `-of-probabilities` and `nll` are stable by themselves.
 * - cross-entropy: logits, by class index or by a distribution
 * - nll: log-probabilities, by class index
 * - cross-entropy-of-probabilities, binary-cross-entropy-of-probabilities: probabilities
 * - binary-cross-entropy: logits
 */
export type LossName =
  | 'cross-entropy'
  | 'nll'
  | 'cross-entropy-of-probabilities'
  | 'binary-cross-entropy'
  | 'binary-cross-entropy-of-probabilities';

/** Operations of a library that are known as a whole; the operand comes first. */
export type LibraryName = 'softmax' | 'log-softmax' | LossName;

/** Over which axes: every one, known ones (negative from the end), or those that a value names. */
export type Axis =
  | { readonly kind: 'all' }
  | { readonly kind: 'known'; readonly axes: readonly number[] }
  | { readonly kind: 'symbolic'; readonly term: Term };

/**
 * What a change of shape does, as far as broadcasting cares.
 * - insert: a new axis of length 1 at `at`
 * - squeeze: axes of length 1 are dropped
 * - reverse: all axes in reverse order, the transpose of a matrix
 * - swap: two axes change places
 * - column, row: reshaped to (n, 1), to (1, n)
 * - flatten: one axis
 * - broadcast: repeated to a larger shape
 * - other: some other shape with the same elements
 */
export type ShapeChange =
  | { readonly to: 'insert'; readonly at: number | Term }
  | { readonly to: 'swap'; readonly axes: readonly [number, number] }
  | { readonly to: 'squeeze' | 'reverse' | 'flatten' }
  /** `operands` are what the shape was given as: (n, 1), another array. */
  | { readonly to: 'column' | 'row' | 'broadcast' | 'other'; readonly key: string; readonly operands: readonly Term[] };

interface Shared {
  /** Its number in the store: equal numbers, equal values. */
  readonly id: number;
  /** Length of the longest path to a leaf; the store cuts what grows too deep. */
  readonly depth: number;
  /** How many nodes it has, written out as a tree; the store cuts what grows too large. */
  readonly size: number;
}

/**
 * A binding that is not followed any further: a parameter, an unknown global, what a loop carries around; or any value at
 * all, in the place of one whose computation does not matter.
 */
export interface VariableTerm extends Shared {
  readonly kind: 'variable';
  readonly role: 'parameter' | 'global' | 'loop' | 'unset' | 'any';
  readonly name: string;
  /** Where the name stands for it. */
  readonly scope: string;
}
/** What a loop or comprehension over `of` calls its current element; `nesting` tells elements of nested loops apart. */
export interface ElementTerm extends Shared {
  readonly kind: 'element';
  readonly of: Term;
  readonly nesting: number;
}
export interface ConstantTerm extends Shared {
  readonly kind: 'constant';
  readonly value: number;
}
/**
 * What an opaque term is known to say, although it is not followed.
 * - test: 1 where something holds, 0 elsewhere
 * - not: 1 where its operand is 0, 0 elsewhere
 * - member: 1 where its second operand is among those of its first, 0 elsewhere
 * - quantified: 1 where something holds of some, or of all, of its first operand, 0 elsewhere
 * - nan: something of whether its operands are NaN, or what takes the place of those that are
 * - infinite: 1 where its operand is infinite, 0 elsewhere
 * - slice: a range of indices
 * - text: a string
 * - steps: numbers from one to another, each more than the one before by the same
 * - ends: numbers from one end of their range to the other, both of them included
 * - gamma: a function of the gamma function or its logarithm, which is taken of counts and of parameters of distributions
 * - counts: how often something was seen, never 0 of what is listed
 * - seen: what was seen, and, of two things the second, how often
 * - drawn: indices that a library draws by weights
 * - divergence: a divergence of its first operand, logarithms of probabilities, from its second
 * - form: how long its first operand is, along which axes, in which format, or where it stands: nothing of its values
 */
export type Saying =
  | 'test'
  | 'not'
  | 'member'
  | 'quantified'
  | 'nan'
  | 'infinite'
  | 'slice'
  | 'text'
  | 'steps'
  | 'ends'
  | 'gamma'
  | 'counts'
  | 'seen'
  | 'drawn'
  | 'divergence'
  | 'form';

/** The key of an opaque term that is drawn from the probabilities, or logits, that it is of. */
export const drawnKey = 'drawn';

/** The key of a call of a value, its first operand, with arguments that have no keywords. */
export const callOfValue = 'call  ';
/** How the key of what one of several layers makes of its input begins: of the layers and the input. */
export const stepOfLayers = 'step ';

/** An expression that is not understood: equal to another of the same key and operands, if `pure` so by right. */
export interface OpaqueTerm extends Shared {
  readonly kind: 'opaque';
  readonly key: string;
  readonly operands: readonly Term[];
  readonly pure: boolean;
  /** Where its values lie, if the library says so (a distance, a random draw, a comparison). */
  readonly range: Interval | undefined;
  readonly says: Saying | undefined;
}

/** Whether a value is what some layers of a model make of its input. */
export function isStepOfLayers(term: Term): boolean {
  return term.kind === 'opaque' && term.key.startsWith(stepOfLayers);
}
export interface MapTerm extends Shared {
  readonly kind: 'map';
  readonly name: MapName;
  readonly operand: Term;
}
export interface BinaryTerm extends Shared {
  readonly kind: 'binary';
  readonly name: BinaryName;
  readonly left: Term;
  readonly right: Term;
}
/** Elementwise choice. */
export interface WhereTerm extends Shared {
  readonly kind: 'where';
  readonly condition: Term;
  readonly yes: Term;
  readonly no: Term;
}
export interface ReduceTerm extends Shared {
  readonly kind: 'reduce';
  readonly name: ReduceName;
  readonly operand: Term;
  readonly axis: Axis;
  readonly keepdims: boolean | 'unknown';
}
export interface ReshapeTerm extends Shared {
  readonly kind: 'reshape';
  readonly change: ShapeChange;
  readonly operand: Term;
}
/** Some of the elements of `operand`, picked by indices, slices or masks. */
export interface GatherTerm extends Shared {
  readonly kind: 'gather';
  readonly operand: Term;
  readonly key: string;
  readonly indices: readonly Term[];
}
/** Several values put side by side: a list, a tuple, a concatenation. */
export interface StackTerm extends Shared {
  readonly kind: 'stack';
  readonly items: readonly Term[];
}
export interface CastTerm extends Shared {
  readonly kind: 'cast';
  readonly operand: Term;
  readonly format: FormatName | 'integer';
}
export interface LibraryTerm extends Shared {
  readonly kind: 'library';
  readonly name: LibraryName;
  readonly operand: Term;
  readonly axis: Axis;
  /** What else it takes: the targets of a loss, then its weights. */
  readonly others: readonly Term[];
}
/** One of several values, as the branches taken decide. */
export interface JoinTerm extends Shared {
  readonly kind: 'join';
  readonly items: readonly Term[];
}

/** A value where a condition on it holds: the same value, within closer bounds. */
export interface RefinedTerm extends Shared {
  readonly kind: 'refined';
  readonly operand: Term;
  readonly range: Interval;
}

export type Term =
  | VariableTerm
  | ElementTerm
  | ConstantTerm
  | OpaqueTerm
  | MapTerm
  | BinaryTerm
  | WhereTerm
  | ReduceTerm
  | ReshapeTerm
  | GatherTerm
  | StackTerm
  | CastTerm
  | LibraryTerm
  | JoinTerm
  | RefinedTerm;
