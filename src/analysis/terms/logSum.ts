// What a naive log-sum-exp takes the logarithm of: a sum or mean of exponentials, or a few of them added up.
import { isInnerProduct } from './innerProduct.ts';
import { unwrap, type Layer } from './logarithm.ts';
import type { ReduceTerm, Term } from './term.ts';
import { subterms } from './walk.ts';

export interface LogSum {
  readonly kind: 'sum' | 'mean' | 'pair';
  /** The sum without what stands around it. */
  readonly term: Term;
  /** Undefined where exponentials are added up one by one. */
  readonly reduce: ReduceTerm | undefined;
  readonly exponents: readonly Term[];
  /** Changes of shape and format around the sum, from the outside in. */
  readonly layers: readonly Layer[];
  /** Whether a constant is added to the sum. */
  readonly guarded: boolean;
}

export function logSumOf(operand: Term): LogSum | undefined {
  const { layers, inner } = unwrap(operand);
  if (layers.some(({ kind }) => kind === 'pick' || kind === 'floor' || kind === 'ceiling')) return undefined;
  const guarded = layers.some(({ kind }) => kind === 'epsilon');
  const part = scaledIn(inner);
  const scaled = part && logSumOf(part);
  if (scaled) return { ...scaled, kind: 'sum', term: inner, reduce: undefined, layers, guarded };
  const weighted = weightedIn(inner);
  if (weighted) return { kind: 'sum', term: inner, reduce: undefined, exponents: weighted, layers, guarded };
  if (inner.kind === 'reduce') {
    const exponent = exponentOf(inner.operand);
    if (!exponent || (inner.name !== 'sum' && inner.name !== 'mean')) return undefined;
    return { kind: inner.name, term: inner, reduce: inner, exponents: [exponent], layers, guarded };
  }
  const added = addedIn(inner);
  if (!added) return undefined;
  const { exponents, hasSums, hasNumbers } = added;
  // log(1 + exp(x)) is a softplus.
  if (exponents.length < (hasSums ? 1 : 2)) return undefined;
  const kind = hasSums || hasNumbers ? 'sum' : 'pair';
  return { kind, term: inner, reduce: undefined, exponents, layers, guarded };
}

/** A sum by how many it is of, or another scale; also where an empty sum has a value of its own. */
function scaledIn(term: Term): Term | undefined {
  if (term.kind === 'where' || term.kind === 'join') {
    const branches = term.kind === 'where' ? [term.yes, term.no] : term.items;
    const [one, ...others] = branches.filter(({ kind }) => kind !== 'constant');
    return others.length === 0 && branches.length > 1 ? one : undefined;
  }
  if (term.kind !== 'binary') return undefined;
  if (term.name === 'divide') return hasExponential(term.right) ? undefined : term.left;
  if (term.name !== 'multiply') return undefined;
  if (term.right.kind === 'constant') return term.left;
  return term.left.kind === 'constant' ? term.right : undefined;
}

/** A ratio of exponentials is another matter. */
function hasExponential(term: Term): boolean {
  return [...subterms(term)].some((part) => part.kind === 'map' && part.name === 'exp');
}

/** What the exponentials of a sum are taken of that are multiplied by something first: by weights, or by a mask. */
function weightedIn(term: Term): readonly Term[] | undefined {
  const factors =
    term.kind === 'reduce' && (term.name === 'sum' || term.name === 'mean')
      ? productOf(term.operand)
      : isInnerProduct(term)
        ? term.operands.flatMap(productOf)
        : [];
  if (factors.length < 2) return undefined;
  const exponents = factors.flatMap((factor) => exponentOf(factor) ?? []);
  return exponents.length > 0 ? exponents : undefined;
}

function productOf(term: Term): readonly Term[] {
  if (term.kind === 'cast') return productOf(term.operand);
  if (term.kind !== 'binary' || term.name !== 'multiply') return [term];
  return [...productOf(term.left), ...productOf(term.right)];
}

interface Added {
  readonly exponents: readonly Term[];
  /** Whether sums of exponentials are among them, or what a loop has added up so far. */
  readonly hasSums: boolean;
  readonly hasNumbers: boolean;
}

const nothing: Added = { exponents: [], hasSums: false, hasNumbers: false };

/** Exponentials that are added up, sums of them, what loops have added up so far, and numbers. */
function addedIn(term: Term): Added | undefined {
  if (term.kind === 'binary' && term.name === 'add') {
    const [left, right] = [addedIn(term.left), addedIn(term.right)];
    if (!left || !right) return undefined;
    return {
      exponents: [...left.exponents, ...right.exponents],
      hasSums: left.hasSums || right.hasSums,
      hasNumbers: left.hasNumbers || right.hasNumbers,
    };
  }
  if (term.kind === 'variable' && term.role === 'loop') return { ...nothing, hasSums: true };
  if (term.kind === 'constant') return { ...nothing, hasNumbers: true };
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
