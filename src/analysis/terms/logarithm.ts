// What a logarithm is taken of, looked at from outside: a guard, a pick, and the value underneath.
import type { Term } from './term.ts';

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
    const layer = layerOf(inner);
    if (!layer) return { layers, inner };
    layers.push(layer.layer);
    inner = layer.inner;
  }
}

function layerOf(term: Term): { layer: Layer; inner: Term } | undefined {
  switch (term.kind) {
    case 'gather':
      return { layer: { kind: 'pick', term }, inner: term.operand };
    case 'reshape':
      return { layer: { kind: 'shape', term }, inner: term.operand };
    case 'cast':
      return { layer: { kind: 'cast', term }, inner: term.operand };
    case 'binary':
      return guardOf(term);
    default:
      return undefined;
  }
}

function guardOf(term: Extract<Term, { kind: 'binary' }>): { layer: Layer; inner: Term } | undefined {
  const sides = [[term.left, term.right] as const, [term.right, term.left] as const];
  for (const [inner, value] of sides) {
    if (inner.kind === 'constant') continue;
    if (term.name === 'add' && isSmall(value)) return { layer: { kind: 'epsilon', term, value }, inner };
    if (value.kind !== 'constant') continue;
    if (term.name === 'maximum') return { layer: { kind: 'floor', term, value }, inner };
    if (term.name === 'minimum') return { layer: { kind: 'ceiling', term, value }, inner };
  }
  return undefined;
}

function isSmall(term: Term): boolean {
  return term.kind === 'constant' && term.value > 0 && term.value <= smallEpsilon;
}
