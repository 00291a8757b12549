// The primitives of ../arithmetic/arithmetic.ts over arrays in memory, rounded to a format under its policy.
import { cpuPolicy, type Policy } from '../arithmetic/policy.ts';
import type { Format } from '../formats/format.ts';
import { round } from '../formats/round.ts';
import type { Workspace } from './workspace.ts';

/** A range of memory: n doubles from `start`, and up to `end` what fills the last stride. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Array primitives of a format. Each but `sum` and `max` writes in place or, from another span, into `to`. */
export interface EmulatedArithmetic {
  /** Everything is rounded to the format; called before it is first used and after another format was. */
  select(): void;
  round(from: Span, to: Span): void;
  subtract(from: Span, value: number, to: Span): void;
  divide(span: Span, value: number): void;
  exp(from: Span, to: Span): void;
  /** Of the first n. */
  sum(span: Span, n: number): number;
  max(span: Span): number;
}

/** Whether memory's loops round to the format. */
export function roundsTo(format: Format): boolean {
  return format.precision <= 24 && format.maxExponent <= 127 && format.minExponent >= -126;
}

/** Whether every double is a value of the format. */
export function isDouble(format: Format): boolean {
  return format.precision === 53 && format.subnormals === 'kept' && format.overflow === Infinity;
}

function isSingle(format: Format): boolean {
  return format.precision === 24 && format.maxExponent === 127 && format.overflow === Infinity && isUsual(format);
}

/** Usual but for what overflow becomes. */
function isUsual(format: Format): boolean {
  return format.subnormals === 'kept' && format.signedZero && Number.isNaN(format.nan);
}

/** Rounds to the format that the workspace holds. */
export function roundInPlace({ code, format: address }: Workspace, format: Format, start: number, end: number): void {
  roundFromTo(code, address, format, start, end, start);
}

function roundFromTo(
  code: Workspace['code'],
  address: number,
  format: Format,
  start: number,
  end: number,
  to: number,
): void {
  if (isSingle(format)) code.roundSingle64(start, end, to);
  else if (isUsual(format)) code.round64(start, end, to, address);
  else code.roundUnusual64(start, end, to, address);
}

/** The arithmetic of a format in memory, or undefined where its rounding or its policy is not one that memory has. */
export function emulatedArithmetic(
  workspace: Workspace,
  format: Format,
  policy: Policy = cpuPolicy(format),
): EmulatedArithmetic | undefined {
  const { accumulator, elementary, summation } = policy;
  const exact = isDouble(format);
  const known =
    (exact || (roundsTo(format) && Number.isNaN(format.nan))) &&
    (isDouble(accumulator) || isSingle(accumulator)) &&
    (elementary === format || isSingle(elementary)) &&
    summation === 'pairwise';
  if (!known) return undefined;
  const { code, format: address } = workspace; // until the next reserve
  const nearest = (start: number, end: number, to: number): void => {
    if (!exact) roundFromTo(code, address, format, start, end, to);
    else if (to !== start) code.multiply64(start, end, to, 1);
  };
  return {
    select: () => {
      workspace.writeFormat(format);
    },
    round: (from, to) => {
      nearest(from.start, from.end, to.start);
    },
    subtract: (from, value, to) => {
      code.add64(from.start, from.end, to.start, -value);
      nearest(to.start, to.end, to.start);
    },
    divide: ({ start, end }, value) => {
      code.divide64(start, end, start, value);
      nearest(start, end, start);
    },
    exp: (from, { start, end }) => {
      if (exact) code.exp64(from.start, from.end, start);
      else code.expNarrow(from.start, from.end, start);
      if (elementary !== format) code.roundSingle64(start, end, start);
      nearest(start, end, start);
    },
    sum: ({ start }, n) => round(code.sum64(start, start + n * 8, isSingle(accumulator) ? 1 : 0), format),
    max: ({ start, end }) => code.max64(start, end),
  };
}
