import type { Arithmetic } from '../../../kernels/index.ts';
import type { BinaryName, MapName } from '../term.ts';
import { broadcastShapes, broadcastTo, type NdArray } from './array.ts';
import { once } from './once.ts';

/** Functions of one number, rounded after every operation as the arithmetic says. */
export const mapFunctions = once(makeMapFunctions);

function makeMapFunctions(within: Arithmetic): Readonly<Record<MapName, (x: number) => number>> {
  const { round, add, subtract, divide, multiply, exp, log1p } = within;
  const reciprocal = (x: number) => divide(1, x);
  return {
    exp,
    log: within.log,
    log1p,
    expm1: within.expm1,
    neg: (x) => -x,
    abs: Math.abs,
    sign: Math.sign,
    sqrt: within.sqrt,
    square: (x) => multiply(x, x),
    tanh: within.tanh,
    sigmoid: (x) => (x >= 0 ? reciprocal(add(1, exp(-x))) : divide(exp(x), add(1, exp(x)))),
    softplus: (x) => add(Math.max(x, 0), log1p(exp(-Math.abs(x)))),
    'log-sigmoid': (x) => subtract(Math.min(x, 0), log1p(exp(-Math.abs(x)))),
    relu: (x) => Math.max(x, 0),
    sin: (x) => round(Math.sin(x)),
    cos: (x) => round(Math.cos(x)),
    floor: Math.floor,
    ceil: Math.ceil,
    round: Math.round,
    finite: (x) => (Number.isFinite(x) ? 1 : 0),
    detach: (x) => x,
  };
}

/** Functions of two numbers, rounded after every operation as the arithmetic says. */
export const binaryFunctions = once(makeBinaryFunctions);

function makeBinaryFunctions({
  round,
  add,
  subtract,
  multiply,
  divide,
  power,
  exp,
  log1p,
}: Arithmetic): Readonly<Record<BinaryName, (a: number, b: number) => number>> {
  return {
    add,
    subtract,
    multiply,
    divide,
    power,
    maximum: Math.max,
    minimum: Math.min,
    logaddexp: (a, b) => (a === b ? add(a, Math.LN2) : add(Math.max(a, b), log1p(exp(-Math.abs(subtract(a, b)))))),
    modulo: (a, b) => round(a - b * Math.floor(a / b)),
  };
}

export function mapArray({ shape, data }: NdArray, f: (x: number) => number): NdArray {
  return { shape, data: data.map((x) => f(x)) };
}

export function combineArrays(a: NdArray, b: NdArray, f: (a: number, b: number) => number): NdArray {
  const shape = broadcastShapes(a.shape, b.shape);
  const [left, right] = [broadcastTo(a, shape), broadcastTo(b, shape)];
  return { shape, data: left.data.map((value, index) => f(value, right.data[index]!)) };
}
