// Elementwise functions in real numbers.
import type { Wide, WideArithmetic } from '../../../kernels/index.ts';
import type { MapName } from '../term.ts';
import { once } from './once.ts';

export const mapsOf = once(makeMaps);

function makeMaps({ of, add, subtract, multiply, divide, negative, sign, sqrt, exp, log }: WideArithmetic) {
  const one = of(1);
  const abs = (x: Wide) => (sign(x) < 0 ? negative(x) : x);
  const logistic = (x: Wide) => divide(one, add(one, exp(negative(x))));
  return {
    exp,
    log,
    log1p: (x) => log(add(one, x)),
    expm1: (x) => subtract(exp(x), one),
    neg: negative,
    abs,
    sign: (x) => of(sign(x)),
    sqrt,
    square: (x) => multiply(x, x),
    // 2 σ(2x) − 1
    tanh: (x) => subtract(multiply(of(2), logistic(multiply(of(2), x))), one),
    sigmoid: logistic,
    softplus: (x) => log(add(one, exp(x))),
    'log-sigmoid': (x) => negative(log(add(one, exp(negative(x))))),
    relu: (x) => (sign(x) < 0 ? of(0) : x),
    finite: (x) => of(typeof x === 'number' ? 0 : 1),
    detach: (x) => x,
  } satisfies Partial<Record<MapName, (x: Wide) => Wide>>;
}
