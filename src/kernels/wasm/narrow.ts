import { arithmetic } from '../arithmetic/arithmetic.ts';
import type { Format } from '../formats/format.ts';
import { emulatedArithmetic, type Span } from './emulated.ts';
import { align, type Workspace } from './workspace.ts';

/** A format and its two twins of softmax over logits in memory, as far as a sweep needs them. */
export interface Twins {
  /** Takes logits that are padded with −Infinity, and references with 0. The errors are NaN where a twin fails. */
  readonly errors: (scaled: Span, references: Span) => { readonly naive: number; readonly stable: number };
}

/** The ways of `terms32`. */
const ways = { accurate: 0, scaled: 1, cut: 2 };

/**
 * How exp is computed and rounded in a format that float32's loops have: undefined of others. The rougher exps are for
 * formats whose every value a test has run through them.
 */
export function wayOf({ precision, maxExponent, name, nan, subnormals }: Format): number | undefined {
  if (subnormals !== 'kept' || !Number.isNaN(nan)) return undefined;
  if (precision === 24 && maxExponent === 127) return ways.accurate;
  if (precision === 8 && maxExponent === 127) return ways.cut;
  return name === 'float16' || (precision <= 8 && maxExponent <= 15) ? ways.scaled : undefined;
}

/** Bytes that `narrowTwins` is to be given for n logits. */
export function narrowBytes(n: number): number {
  return align(n * 8) + 2 * align(n * 4);
}

/**
 * The twins in a format of up to 24 bits, in float32; undefined where those loops do not have it.
 * @param start - room for `narrowBytes` of n; no `reserve` may come between this and the last use
 */
export function narrowTwins(workspace: Workspace, format: Format, n: number, start: number): Twins | undefined {
  const way = wayOf(format);
  const emulated = emulatedArithmetic(workspace, format);
  if (way === undefined || !emulated) return undefined;
  const { code, floats, narrow } = workspace;
  const scalar = arithmetic(format);
  const double = { start, end: start + align(n * 8) };
  const logits = double.end;
  const terms = logits + align(n * 4);
  const bytes = 16 * Math.ceil(n / 4);

  const errorOf = (shift: number, references: Span): number => {
    code.terms32(logits, logits + bytes, terms, shift, narrow, way);
    floats.fill(0, terms / 4 + n, (terms + bytes) / 4); // the references are 0 there as well
    const total = scalar.round(code.sum32(terms, terms + 4 * n));
    // Of finite terms alone: 0/0, or a NaN that the total overflowed to, is all that is left to fail.
    if (!(total > 0)) return NaN;
    return code.shareDistance32(terms, terms + bytes, references.start, total, narrow);
  };

  return {
    errors: (scaled, references) => {
      emulated.select();
      workspace.writeNarrow(format);
      emulated.round(scaled, double);
      const greatest = code.narrow32(double.start, double.end, logits);
      // An infinite term makes the total infinite, and their ratio NaN: nothing else needs to be known.
      const naive = Number.isFinite(scalar.exp(greatest)) ? errorOf(0, references) : NaN;
      return { naive, stable: Number.isFinite(greatest) ? errorOf(greatest, references) : NaN };
    },
  };
}
