// The logistic function, the hyperbolic tangent and x times the logistic function, written out with exponentials.
import { factorsOf } from './factors.ts';
import { pickOne } from './gathers.ts';
import { negated, onePlusExp, pairOf } from './probability.ts';
import type { TermStore } from './store.ts';
import { hasExponential } from './summedExponentials.ts';
import type { BinaryTerm, Term } from './term.ts';
import { operandsOf } from './walk.ts';

export interface Logistic {
  /** The slope is the derivative of the sigmoid, a multiple is something else times it; odds are a exp(x) in the place of exp(x). */
  readonly name: 'sigmoid' | 'tanh' | 'silu' | 'slope' | 'multiple' | 'odds';
  /** What it is the function of. */
  readonly argument: Term;
  /** What exponentials are taken of; one that overflows makes the quotient 0, or inf / inf. */
  readonly exponents: readonly Term[];
  readonly becomes: 'zero' | 'nan';
}

export function logisticOf(store: TermStore, term: Term): Logistic | undefined {
  if (term.kind !== 'binary') return undefined;
  if (term.name === 'power' && isConstant(term.right, -1)) return reciprocal(store, term.left);
  if (term.name !== 'divide') return undefined;
  if (isConstant(term.left, 1)) return reciprocal(store, term.right);
  return difference(store, term) ?? slope(store, term) ?? ofOdds(store, term) ?? quotient(store, term);
}

/** exp(x) / (1 + exp(x))², and the same of -x, which is equal; also by a scale: exp(x) / (s (1 + exp(x))²). */
function slope(store: TermStore, { left, right }: BinaryTerm): Logistic | undefined {
  const { factors } = factorsOf(right, () => false);
  const exponent = factors.map(squared).flatMap((base) => (base && onePlusExp(base)) ?? [])[0];
  if (!exponent || left !== store.map('exp', exponent)) return undefined;
  const argument = exponent.kind === 'map' && exponent.name === 'neg' ? exponent.operand : exponent;
  return { name: 'slope', argument, exponents: [exponent], becomes: 'nan' };
}

function squared(term: Term): Term | undefined {
  if (term.kind === 'map') return term.name === 'square' ? term.operand : undefined;
  return term.kind === 'binary' && term.name === 'power' && isConstant(term.right, 2) ? term.left : undefined;
}

/** a exp(x) / (1 + a exp(x)), of anything but energies by a temperature, -E / (k T), which are written so to be below 0. */
function ofOdds(store: TermStore, { left, right }: BinaryTerm): Logistic | undefined {
  if (left.kind !== 'binary' || left.name !== 'multiply' || right.kind !== 'binary' || right.name !== 'add') {
    return undefined;
  }
  const one = right.left === left ? right.right : right.right === left ? right.left : undefined;
  const [exponent, other] = [exponentOf(left.left), exponentOf(left.right)];
  const argument = exponent ?? other;
  if (!one || !isConstant(one, 1) || !argument || (exponent && other)) return undefined;
  const isEnergy = argument.kind === 'binary' && negated(store, argument).kind === 'binary';
  if (isEnergy) return undefined;
  return { name: 'odds', argument, exponents: [argument], becomes: 'nan' };
}

/** 1 / (1 + exp(-x)) */
function reciprocal(store: TermStore, denominator: Term): Logistic | undefined {
  const exponent = onePlusExp(denominator);
  if (!exponent) return undefined;
  return { name: 'sigmoid', argument: negated(store, exponent), exponents: [exponent], becomes: 'zero' };
}

/** exp(x) / (1 + exp(x)), exp(a) / (exp(a) + exp(b)), x / (1 + exp(-x)), y / (1 + exp(-x)) */
function quotient(store: TermStore, { left, right }: BinaryTerm): Logistic | undefined {
  const pair = pairOf(left, right);
  if (pair) {
    const [a, b] = pair;
    return { name: 'sigmoid', argument: store.binary('subtract', a, b), exponents: pair, becomes: 'nan' };
  }
  const exponent = onePlusExp(right);
  if (!exponent) return undefined;
  if (left === store.map('exp', exponent)) {
    return { name: 'sigmoid', argument: exponent, exponents: [exponent], becomes: 'nan' };
  }
  const argument = negated(store, exponent);
  const common = { argument, exponents: [exponent] } as const;
  if (left === argument) return { ...common, name: 'silu', becomes: 'zero' };
  if (isConstant(left, -1)) return { ...common, name: 'multiple', becomes: 'zero' };
  const { factors } = factorsOf(left, () => false);
  const inside = factors.filter((factor) => isExpOf(factor, exponent));
  // x exp(x) / (1 + exp(x))
  if (inside.length > 0) return { ...common, argument: exponent, name: 'multiple', becomes: 'nan' };
  if (isConstant(left, 2) && half(store, argument) !== store.binary('multiply', store.constant(0.5), argument)) {
    return { ...common, name: 'multiple', becomes: 'zero' };
  }
  // Without an exponential in it, it is a number where the sigmoid is 0.
  return !hasExponential(left) && (isPlain(exponent) || haveLeavesInCommon(left, exponent))
    ? { ...common, name: 'multiple', becomes: 'zero' }
    : undefined;
}

/** -x, and not k (t - t0), (t - t0) / s, a + b t, or p[0], as the exponents of schedules, of curves of growth and of test functions are written. */
function isPlain(exponent: Term): boolean {
  if (exponent.kind !== 'map' || exponent.name !== 'neg') return false;
  return exponent.operand.kind !== 'binary' && !isEntry(exponent.operand);
}

/** Whether both are made of the same: x / (1 + exp(-1.7 x)) is an activation, while c / (1 + exp(-k t)) may be a schedule. */
function haveLeavesInCommon(one: Term, other: Term): boolean {
  const within = leavesOf(other);
  return [...leavesOf(one)].some((leaf) => within.has(leaf));
}

/** The variables that a term is made of. The entries of a vector of parameters by their numbers, p[0] and p[1], are one each. */
function leavesOf(term: Term, found = new Set<Term>(), seen = new Set<Term>()): ReadonlySet<Term> {
  if (seen.has(term) || term.kind === 'constant') return found;
  seen.add(term);
  const operands = operandsOf(term);
  if (operands.length === 0 || isEntry(term)) found.add(term);
  else for (const operand of operands) leavesOf(operand, found, seen);
  return found;
}

function isEntry(term: Term): boolean {
  return term.kind === 'gather' && term.key === pickOne && term.indices.every(({ kind }) => kind === 'constant');
}

function isExpOf(term: Term, exponent: Term): boolean {
  return term.kind === 'map' && term.name === 'exp' && term.operand === exponent;
}

/** (exp(2x) - 1) / (exp(2x) + 1) and (exp(x) - exp(-x)) / (exp(x) + exp(-x)) */
function difference(store: TermStore, { left, right }: BinaryTerm): Logistic | undefined {
  if (left.kind !== 'binary' || left.name !== 'subtract' || right.kind !== 'binary' || right.name !== 'add') {
    return undefined;
  }
  const [a, b] = [left.left, left.right];
  if (!(right.left === a && right.right === b) && !(right.left === b && right.right === a)) return undefined;
  const [x, y] = [exponentOf(a), exponentOf(b)];
  if (x && !y && inverseOf(b) === x) return { name: 'tanh', argument: x, exponents: [x], becomes: 'nan' };
  if (x && y) {
    return negated(store, x) === y || negated(store, y) === x
      ? { name: 'tanh', argument: x, exponents: [x, y], becomes: 'nan' }
      : undefined;
  }
  if (x && isConstant(b, 1)) return { name: 'tanh', argument: half(store, x), exponents: [x], becomes: 'nan' };
  if (!y || !isConstant(a, 1)) return undefined;
  return { name: 'tanh', argument: half(store, negated(store, y)), exponents: [y], becomes: 'nan' };
}

function exponentOf(term: Term): Term | undefined {
  return term.kind === 'map' && term.name === 'exp' ? term.operand : undefined;
}

/** The x of 1 / exp(x). */
function inverseOf(term: Term): Term | undefined {
  return term.kind === 'binary' && term.name === 'divide' && isConstant(term.left, 1)
    ? exponentOf(term.right)
    : undefined;
}

/** x of 2x */
function half(store: TermStore, term: Term): Term {
  if (term.kind === 'map' && term.name === 'neg') return store.map('neg', half(store, term.operand));
  if (term.kind === 'binary' && term.name === 'multiply') {
    for (const [factor, rest] of [[term.left, term.right] as const, [term.right, term.left] as const]) {
      if (isConstant(factor, 2)) return rest;
      if (isConstant(factor, -2)) return store.map('neg', rest);
    }
  }
  return store.binary('multiply', store.constant(0.5), term);
}

function isConstant(term: Term, value: number): boolean {
  return term.kind === 'constant' && term.value === value;
}
