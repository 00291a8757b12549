// What makes a value a probability: that it is computed as one. Names say nothing here.
import { alignment, reductionOf } from './alignment.ts';
import { axisKey } from './axis.ts';
import { uncast } from './bare.ts';
import type { Bounds } from './bounds/bounds.ts';
import { isStored, someOf, upTo } from './gathers.ts';
import { lifts } from './lift.ts';
import { quotientOf, type Quotient } from './quotient.ts';
import type { TermStore } from './store.ts';
import type { Axis, BinaryTerm, MapTerm, Term } from './term.ts';
import { unrefined } from './unrefined.ts';

/** A probability and the logits that it is the softmax or the sigmoid of. */
export interface Probability {
  readonly kind: 'softmax' | 'sigmoid';
  /** The whole distribution, before anything is picked, clipped or added. */
  readonly term: Term;
  readonly logits: Term;
  /** Of a softmax. */
  readonly axis: Axis;
  /** Whether it is computed without overflow: by a library, or shifted. */
  readonly stable: boolean;
  /** Whether 0 or 1 is chosen in its place, for logits that are far out. */
  readonly hasEnds?: boolean;
}

/**
 * The distribution that a term is: a library's softmax or sigmoid, or one that is written out, in any stable or naive
 * form. Shape, format and the choice between branches that agree do not matter.
 */
export function probabilityOf(store: TermStore, bounds: Bounds, term: Term): Probability | undefined {
  switch (term.kind) {
    case 'library':
      return term.name === 'softmax'
        ? { kind: 'softmax', term, logits: term.operand, axis: term.axis, stable: true }
        : undefined;
    case 'map':
      if (term.name === 'sigmoid') return sigmoid(term, term.operand, true);
      return term.name === 'exp' ? exponentiated(store, term) : missingToOne(store, term);
    case 'cast':
    case 'refined':
      return probabilityOf(store, bounds, term.operand);
    case 'binary':
      return quotient(store, bounds, term);
    case 'element': {
      // One of the first few is one of all.
      const { of } = term;
      return probabilityOf(store, bounds, of.kind === 'gather' && of.key === upTo ? of.operand : of);
    }
    case 'where': {
      // What was not stored to is as it was made.
      if (isStored(term.condition) && term.no.kind === 'opaque') return probabilityOf(store, bounds, term.yes);
      return agreeing(store, bounds, term, [term.yes, term.no]);
    }
    case 'join': {
      const filled = term.items.find((item) => isFilled(item, term.items));
      return filled ? probabilityOf(store, bounds, filled) : agreeing(store, bounds, term, term.items);
    }
    case 'gather':
      return term.key === someOf ? probabilityOf(store, bounds, term.operand) : undefined;
    default:
      return undefined;
  }
}

/** An array as a loop has filled it, where the only other thing that it can be is the new one. */
function isFilled(item: Term, items: readonly Term[]): boolean {
  return (
    item.kind === 'where' &&
    isStored(item.condition) &&
    items.every((other) => other === item || (other === item.no && other.kind === 'opaque'))
  );
}

const everything: Axis = { kind: 'all' };

function sigmoid(term: Term, logits: Term, stable: boolean): Probability {
  return { kind: 'sigmoid', term, logits, axis: everything, stable };
}

/** exp(log_softmax(x)), exp(log_sigmoid(x)), exp(-softplus(-x)), exp(-logaddexp(0, -x)) */
function exponentiated(store: TermStore, term: MapTerm): Probability | undefined {
  const { operand } = term;
  if (operand.kind === 'map' && operand.name === 'log-sigmoid') return sigmoid(term, operand.operand, true);
  const opposite = operand.kind === 'map' && operand.name === 'neg' ? softplusOf(operand.operand) : undefined;
  if (opposite) return sigmoid(term, negated(store, opposite), true);
  if (operand.kind !== 'library' || operand.name !== 'log-softmax') return undefined;
  return { kind: 'softmax', term, logits: operand.operand, axis: operand.axis, stable: true };
}

/** -expm1(log_sigmoid(x)), which is 1 - sigmoid(x). */
function missingToOne(store: TermStore, term: MapTerm): Probability | undefined {
  const inner = term.name === 'neg' && term.operand.kind === 'map' ? term.operand : undefined;
  const log = inner?.name === 'expm1' && inner.operand.kind === 'map' ? inner.operand : undefined;
  return log?.name === 'log-sigmoid' ? sigmoid(term, negated(store, log.operand), true) : undefined;
}

/** The x of softplus(x), also as logaddexp(0, x). */
function softplusOf(term: Term): Term | undefined {
  if (term.kind === 'map') return term.name === 'softplus' ? term.operand : undefined;
  if (term.kind !== 'binary' || term.name !== 'logaddexp') return undefined;
  const isZero = ({ left }: BinaryTerm) => left.kind === 'constant' && left.value === 0;
  return isZero(term) ? term.right : undefined;
}

function quotient(store: TermStore, bounds: Bounds, term: BinaryTerm): Probability | undefined {
  if (term.name === 'power') return reciprocal(store, bounds, term);
  const parts = quotientOf(term);
  if (!parts) return undefined;
  return logistic(store, bounds, term, parts) ?? normalised(store, bounds, term, parts);
}

/** (1 + exp(-x)) ** -1 */
function reciprocal(store: TermStore, bounds: Bounds, term: BinaryTerm): Probability | undefined {
  const exponent = term.right.kind === 'constant' && term.right.value === -1 ? onePlusExp(term.left) : undefined;
  return exponent && sigmoid(term, negated(store, exponent), bounds.high(exponent) < 80);
}

/** 1 / (1 + exp(-x)), exp(x) / (1 + exp(x)) and exp(a) / (exp(a) + exp(b)) */
function logistic(
  store: TermStore,
  bounds: Bounds,
  term: Term,
  { numerator, denominator }: Quotient,
): Probability | undefined {
  const pair = pairOf(numerator, denominator);
  if (pair) {
    const isStable = pair.every((exponent) => bounds.high(exponent) < 80);
    return sigmoid(term, store.binary('subtract', ...pair), isStable);
  }
  const exponent = onePlusExp(denominator);
  if (!exponent) return undefined;
  const stable = bounds.high(exponent) < 80;
  if (numerator.kind === 'constant' && numerator.value === 1) return sigmoid(term, negated(store, exponent), stable);
  const isSame = numerator.kind === 'map' && numerator.name === 'exp' && numerator.operand === exponent;
  return isSame ? sigmoid(term, exponent, stable) : undefined;
}

/** The a and b of exp(a) / (exp(a) + exp(b)), a softmax of two, which is the sigmoid of a - b. */
export function pairOf(numerator: Term, denominator: Term): readonly [Term, Term] | undefined {
  if (numerator.kind !== 'map' || numerator.name !== 'exp') return undefined;
  if (denominator.kind !== 'binary' || denominator.name !== 'add') return undefined;
  const { left, right } = denominator;
  const other = left === numerator ? right : right === numerator ? left : undefined;
  return other?.kind === 'map' && other.name === 'exp' ? [numerator.operand, other.operand] : undefined;
}

/** The x of 1 + exp(x). */
export function onePlusExp(term: Term): Term | undefined {
  if (term.kind !== 'binary' || term.name !== 'add') return undefined;
  for (const [one, exp] of [[term.left, term.right] as const, [term.right, term.left] as const]) {
    const isOne = one.kind === 'constant' && one.value === 1;
    if (isOne && exp.kind === 'map' && exp.name === 'exp') return exp.operand;
  }
  return undefined;
}

/** -x, without two signs; of a product, without that of its first factor. */
export function negated(store: TermStore, term: Term): Term {
  if (term.kind === 'map' && term.name === 'neg') return term.operand;
  if (term.kind === 'binary' && (term.name === 'multiply' || term.name === 'divide') && isNegative(term.left)) {
    return store.binary(term.name, negated(store, term.left), term.right);
  }
  return store.map('neg', term);
}

/** Whether a value is written with a minus: -x, -x / t, -0.5 * x. */
export function isNegative(term: Term): boolean {
  if (term.kind === 'map') return term.name === 'neg';
  if (term.kind === 'binary') return (term.name === 'multiply' || term.name === 'divide') && isNegative(term.left);
  return term.kind === 'constant' && term.value < 0;
}

/** exp(x) / sum(exp(x)), shifted or not. */
function normalised(store: TermStore, bounds: Bounds, term: Term, parts: Quotient): Probability | undefined {
  const sum = reductionOf(parts.denominator);
  if (sum?.reduce.name !== 'sum' || ['never', 'n-d'].includes(alignment(sum))) return undefined;
  const summed = uncast(sum.reduce.operand);
  if (summed.kind !== 'map' || summed.name !== 'exp') return undefined;
  const numerator = uncast(parts.numerator);
  if (!lifts(store, numerator).includes(summed)) return undefined;
  const stable = bounds.high(summed.operand) < 80;
  const { axis } = sum.reduce;
  return { kind: 'softmax', term, logits: unshifted(withoutShift(summed.operand, axis)), axis, stable };
}

/** x of x - max(x): a softmax does not change by it. */
export function unshifted(term: Term): Term {
  if (term.kind !== 'binary' || term.name !== 'subtract') return term;
  const reduce = reductionOf(term.right)?.reduce;
  return reduce?.name === 'max' && reduce.operand === term.left ? term.left : term;
}

/** x of x - mean(x), and of x - max(max(x), 0): what is as large all along the axis does not change a softmax. */
function withoutShift(term: Term, axis: Axis): Term {
  if (term.kind !== 'binary' || term.name !== 'subtract') return term;
  const { left } = term;
  const isShift = (shift: Term): boolean => {
    if (shift.kind === 'binary' && (shift.name === 'maximum' || shift.name === 'minimum')) {
      const { left: a, right: b } = shift;
      return (a.kind === 'constant' && isShift(b)) || (b.kind === 'constant' && isShift(a));
    }
    const reduce = reductionOf(shift)?.reduce;
    if (!reduce || !['max', 'min', 'mean'].includes(reduce.name) || reduce.operand !== left) return false;
    return reduce.axis.kind === 'all' || axisKey(reduce.axis) === axisKey(axis);
  };
  return isShift(term.right) ? left : term;
}

function agreeing(store: TermStore, bounds: Bounds, term: Term, branches: readonly Term[]): Probability | undefined {
  // What a branch says of its logits is another in each.
  const [first, ...rest] = branches
    .filter((branch) => !isEnd(branch))
    .map((branch) => {
      const probability = probabilityOf(store, bounds, branch);
      return probability && { ...probability, logits: unrefined(store, probability.logits) };
    });
  if (!first || !rest.every((other) => other?.kind === first.kind && other.logits === first.logits)) return undefined;
  // 0 and 1 are where a sigmoid ends; a softmax that is chosen is not followed beside them.
  const hasEnds = branches.some(isEnd);
  if (hasEnds && first.kind !== 'sigmoid') return undefined;
  const stable = first.kind === 'sigmoid' || (first.stable && rest.every((other) => other?.stable));
  return { ...first, term, stable, ...(hasEnds && { hasEnds }) };
}

function isEnd(branch: Term): boolean {
  return branch.kind === 'constant' && (branch.value === 0 || branch.value === 1);
}
