// What a naive log-sum-exp takes the logarithm of: a sum or mean of exponentials, a few of them added up, or a sum with
// exponentials among other factors and addends.
import { uncast } from './bare.ts';
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
  const isPicked = layers.some(({ kind }) => kind === 'pick');
  const sum = (isPicked ? undefined : plain(inner)) ?? mixed(inner);
  return sum && { ...sum, term: inner, layers, guarded: layers.some(({ kind }) => kind === 'epsilon') };
}

type Sum = Pick<LogSum, 'kind' | 'reduce' | 'exponents' | 'complete'>;

/** Nothing but exponentials that are added up. */
function plain(term: Term): Sum | undefined {
  if (term.kind === 'reduce') {
    const exponent = exponentOf(term.operand);
    if (!exponent || (term.name !== 'sum' && term.name !== 'mean')) return undefined;
    return { kind: term.name, reduce: term, exponents: [exponent], complete: true };
  }
  const exponents = addedExponents(term);
  if (!exponents || exponents.length < 2) return undefined;
  return { kind: 'pair', reduce: undefined, exponents, complete: true };
}

function mixed(term: Term): Sum | undefined {
  const sum = summedExponentials(term);
  return sum && { kind: 'mixed', reduce: undefined, ...sum };
}

function exponentOf(term: Term): Term | undefined {
  const inner = uncast(term);
  return inner.kind === 'map' && inner.name === 'exp' ? inner.operand : undefined;
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
