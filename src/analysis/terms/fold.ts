// Arithmetic on constants, so that -1e9, 2 * 0.5 and 1 / 3 are constants too.
import type { BinaryName, MapName, Term } from './term.ts';

const unary: Partial<Record<MapName, (x: number) => number>> = {
  neg: (x) => -x,
  abs: Math.abs,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  log: Math.log,
};

const binary: Record<BinaryName, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  maximum: Math.max,
  minimum: Math.min,
  modulo: (a, b) => a - b * Math.floor(a / b),
  logaddexp: (a, b) => (a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)))),
};

export function foldMap(name: MapName, operand: Term): number | undefined {
  return operand.kind === 'constant' ? unary[name]?.(operand.value) : undefined;
}

export function foldBinary(name: BinaryName, left: Term, right: Term): number | undefined {
  if (left.kind !== 'constant' || right.kind !== 'constant') return undefined;
  const value = binary[name](left.value, right.value);
  return Number.isNaN(value) ? undefined : value;
}
