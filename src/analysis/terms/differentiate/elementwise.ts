// Derivatives of the elementwise functions, by the rules of the frameworks (PyTorch's derivatives.yaml): 0 · inf is NaN
// here as it is there.
import type { Arithmetic } from '../../../kernels/index.ts';
import { once } from '../evaluate/once.ts';
import type { BinaryName, MapName } from '../term.ts';

/** The cotangent of x, from that of y = f(x). */
export type MapPull = (g: number, x: number, y: number) => number;

/** The derivatives in an arithmetic. */
export const mapPulls = once(makeMapPulls);

function makeMapPulls({ add, subtract, multiply, divide, exp, round }: Arithmetic): Readonly<Record<MapName, MapPull>> {
  const none: MapPull = () => 0;
  const sigmoid = (x: number) => (x >= 0 ? divide(1, add(1, exp(-x))) : divide(exp(x), add(1, exp(x))));
  return {
    exp: (g, _, y) => multiply(g, y),
    log: (g, x) => divide(g, x),
    log1p: (g, x) => divide(g, add(x, 1)),
    expm1: (g, _, y) => multiply(g, add(y, 1)),
    neg: (g) => -g,
    abs: (g, x) => multiply(g, Math.sign(x)),
    sign: none,
    sqrt: (g, _, y) => divide(g, multiply(2, y)),
    square: (g, x) => multiply(g, multiply(2, x)),
    tanh: (g, _, y) => multiply(g, subtract(1, multiply(y, y))),
    sigmoid: (g, _, y) => multiply(g, multiply(y, subtract(1, y))),
    softplus: (g, x) => multiply(g, sigmoid(x)),
    'log-sigmoid': (g, x) => multiply(g, sigmoid(-x)),
    relu: (g, x) => (x > 0 ? g : 0),
    sin: (g, x) => multiply(g, round(Math.cos(x))),
    cos: (g, x) => multiply(g, -round(Math.sin(x))),
    floor: none,
    ceil: none,
    round: none,
    finite: none,
    detach: none,
  };
}

/** The cotangents of a and of b, from that of y = f(a, b). */
export interface BinaryPull {
  readonly left: (g: number, a: number, b: number, y: number) => number;
  readonly right: (g: number, a: number, b: number, y: number) => number;
}

/** The derivatives in an arithmetic. */
export const binaryPulls = once(makeBinaryPulls);

function makeBinaryPulls(within: Arithmetic): Readonly<Record<BinaryName, BinaryPull>> {
  const { add, subtract, multiply, divide, power, exp, log } = within;
  /** Of two that are equal each gets half. */
  const share = (own: number, other: number) => (own > other ? 1 : own === other ? 0.5 : 0);
  /** e^a / (e^a + e^b) */
  const weight = (a: number, b: number) => (a === b ? 0.5 : divide(1, add(1, exp(subtract(b, a)))));
  return {
    add: { left: (g) => g, right: (g) => g },
    subtract: { left: (g) => g, right: (g) => -g },
    multiply: { left: (g, _, b) => multiply(g, b), right: (g, a) => multiply(g, a) },
    divide: { left: (g, _, b) => divide(g, b), right: (g, _, b, y) => multiply(-g, divide(y, b)) },
    power: {
      left: (g, a, b) => (b === 0 ? 0 : multiply(g, multiply(b, power(a, subtract(b, 1))))),
      right: (g, a, _, y) => (a === 0 ? 0 : multiply(g, multiply(y, log(a)))),
    },
    maximum: { left: (g, a, b) => multiply(g, share(a, b)), right: (g, a, b) => multiply(g, share(b, a)) },
    minimum: { left: (g, a, b) => multiply(g, share(b, a)), right: (g, a, b) => multiply(g, share(a, b)) },
    modulo: { left: (g) => g, right: (g, a, b) => multiply(g, -Math.floor(a / b)) },
    logaddexp: { left: (g, a, b) => multiply(g, weight(a, b)), right: (g, a, b) => multiply(g, weight(b, a)) },
  };
}
