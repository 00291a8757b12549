// What a naive log-sum-exp takes the logarithm of: a sum or mean of exponentials, a few of them added up, or a sum with
// exponentials among other factors and addends.
import { unwrap, type Layer } from './logarithm.ts';
import { summedExponentials } from './summedExponentials.ts';
import type { ReduceTerm, Term } from './term.ts';

export interface LogSum {
  readonly kind: 'sum' | 'mean' | 'pair' | 'mixed';
  /** The sum without what stands around it. */
  readonly term: Term;
  /** Undefined of a pair, where exponentials are added up one by one, and of a mixed sum. */
  readonly reduce: ReduceTerm | undefined;
  readonly exponents: readonly Term[];
  /** Changes of shape and format around the sum, from the outside in. */
  readonly layers: readonly Layer[];
  /** Whether a constant is added to the sum. */
  readonly guarded: boolean;
  /** Whether the sum is 0 where all of the exponentials are. */
  readonly complete: boolean;
}

export function logSumOf(operand: Term): LogSum | undefined {
  const { layers, inner } = unwrap(operand);
  if (layers.some(({ kind }) => kind === 'floor' || kind === 'ceiling')) return undefined;
  return layers.some(({ kind }) => kind === 'pick')
    ? mixed(layers, inner)
    : (plain(layers, inner) ?? mixed(layers, inner) ?? soFar(layers, inner));
}

/** Nothing but exponentials that are added up. */
function plain(layers: readonly Layer[], inner: Term): LogSum | undefined {
  const guarded = layers.some(({ kind }) => kind === 'epsilon');
  if (inner.kind === 'reduce') {
    const exponent = exponentOf(inner.operand);
    if (!exponent || (inner.name !== 'sum' && inner.name !== 'mean')) return undefined;
    return { kind: inner.name, term: inner, reduce: inner, exponents: [exponent], layers, guarded, complete: true };
  }
  const exponents = addedExponents(inner);
  if (!exponents || exponents.length < 2) return undefined;
  return { kind: 'pair', term: inner, reduce: undefined, exponents, layers, guarded, complete: true };
}

/** With what a loop has added up before, which is not known. */
function soFar(layers: readonly Layer[], inner: Term): LogSum | undefined {
  const added = addedIn(inner);
  // log(1 + exp(x)) is a softplus.
  if (!added || added.exponents.length < (added.hasSums ? 1 : 2)) return undefined;
  const guarded = layers.some(({ kind }) => kind === 'epsilon');
  const { exponents } = added;
  return { kind: 'sum', term: inner, reduce: undefined, exponents, layers, guarded, complete: false };
}

function mixed(layers: readonly Layer[], term: Term): LogSum | undefined {
  const sum = summedExponentials(term);
  if (!sum) return undefined;
  const guarded = layers.some(({ kind }) => kind === 'epsilon');
  return { kind: 'mixed', term, reduce: undefined, ...sum, layers, guarded };
}

interface Added {
  readonly exponents: readonly Term[];
  /** Whether sums of exponentials are among them, or what a loop has added up so far. */
  readonly hasSums: boolean;
}

const nothing: Added = { exponents: [], hasSums: false };

/** Exponentials that are added up, sums of them, what loops have added up so far, and numbers. */
function addedIn(term: Term): Added | undefined {
  if (term.kind === 'binary' && term.name === 'add') {
    const [left, right] = [addedIn(term.left), addedIn(term.right)];
    if (!left || !right) return undefined;
    return { exponents: [...left.exponents, ...right.exponents], hasSums: left.hasSums || right.hasSums };
  }
  if (term.kind === 'variable' && term.role === 'loop') return { ...nothing, hasSums: true };
  if (term.kind === 'constant') return nothing;
  if (term.kind === 'reduce' && term.name === 'sum') {
    const exponent = exponentOf(term.operand);
    return exponent && { ...nothing, exponents: [exponent], hasSums: true };
  }
  const exponents = addedExponents(term);
  return exponents && { ...nothing, exponents };
}

function exponentOf(term: Term): Term | undefined {
  if (term.kind === 'cast') return exponentOf(term.operand);
  return term.kind === 'map' && term.name === 'exp' ? term.operand : undefined;
}

/** What exponentials are taken of that are added up one by one; undefined if anything else is among them. */
export function addedExponents(term: Term): readonly Term[] | undefined {
  if (term.kind === 'binary' && term.name === 'add') {
    const left = addedExponents(term.left);
    const right = left && addedExponents(term.right);
    return right && [...left, ...right];
  }
  const exponent = exponentOf(term);
  return exponent && [exponent];
}
