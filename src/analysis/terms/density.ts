// Densities: the exponential of what is far below 0 as a rule, with whatever it is multiplied with or divided by. Their
// logarithm is the exponent, and the logarithm of the rest.
import type { Bounds } from './bounds/bounds.ts';
import { isInnerProduct } from './innerProduct.ts';
import { rootOf } from './square.ts';
import type { TermStore } from './store.ts';
import { hasExponential } from './summedExponentials.ts';
import type { Term } from './term.ts';
import { subterms } from './walk.ts';

export interface Density {
  readonly exponent: Term;
  /** Its logarithm without taking that of the exponential. */
  readonly log: Term;
}

/** Undefined of what has no exponential, or others beside it, and where nothing says that its exponent is far below 0. */
export function densityOf(store: TermStore, bounds: Bounds, term: Term): Density | undefined {
  const found = productOf(store, term);
  return found && (bounds.high(found.exponent) <= 0 || isOfSquare(found.exponent)) ? found : undefined;
}

function productOf(store: TermStore, term: Term): Density | undefined {
  if (term.kind === 'map' && term.name === 'exp') return { exponent: term.operand, log: term.operand };
  if (term.kind !== 'binary' || (term.name !== 'multiply' && term.name !== 'divide')) return undefined;
  const { name, left, right } = term;
  if (hasExponential(right)) {
    return name === 'multiply' && !hasExponential(left) ? times(store, productOf(store, right), left) : undefined;
  }
  const found = productOf(store, left);
  return name === 'multiply' ? times(store, found, right) : by(store, found, right);
}

function times(store: TermStore, found: Density | undefined, factor: Term): Density | undefined {
  if (factor.kind === 'binary' && factor.name === 'divide' && isOne(factor.left)) return by(store, found, factor.right);
  return found && { ...found, log: store.binary('add', found.log, logged(store, factor)) };
}

function by(store: TermStore, found: Density | undefined, divisor: Term): Density | undefined {
  return found && { ...found, log: store.binary('subtract', found.log, logged(store, divisor)) };
}

/** Of a root, half the logarithm of what it is the root of. */
function logged(store: TermStore, term: Term): Term {
  if (term.kind === 'constant' && term.value > 0) return store.constant(Math.log(term.value));
  const isRoot = term.kind === 'map' && term.name === 'sqrt';
  return isRoot
    ? store.binary('multiply', store.constant(0.5), store.map('log', term.operand))
    : store.map('log', term);
}

function isOne(term: Term): boolean {
  return term.kind === 'constant' && term.value === 1;
}

/** A square, or an inner product of something with itself in another metric: how far something is from where it is expected. */
function isOfSquare(exponent: Term): boolean {
  return [...subterms(exponent)].some((part) => {
    if (part.kind === 'binary' && part.name === 'power')
      return part.right.kind === 'constant' && part.right.value === 2;
    if (isInnerProduct(part)) return isOfOne(part.operands);
    return rootOf(part) !== undefined;
  });
}

/** d @ A @ d */
function isOfOne([left, right]: readonly Term[]): boolean {
  return left !== undefined && right !== undefined && (subterms(left).has(right) || subterms(right).has(left));
}
