import type { Arithmetic } from '../../../kernels/index.ts';
import { once } from '../evaluate/once.ts';
import type { ReduceName } from '../term.ts';

/** The cotangents of a line of numbers, from that of what the line is reduced to. */
export type LinePull = (g: number, line: Float64Array, y: number) => Float64Array;

/** The derivatives in an arithmetic. */
export const linePulls = once(makeLinePulls);

function makeLinePulls(within: Arithmetic): Readonly<Record<ReduceName, LinePull>> {
  const { sum, subtract, multiply, divide, exp } = within;
  /** In equal parts to those that are it. */
  const extremum: LinePull = (g, line, y) => {
    const share = divide(g, line.filter((value) => value === y).length);
    return line.map((value) => (value === y ? share : 0));
  };
  const fromMean = (line: Float64Array) => {
    const mean = divide(sum(line), line.length);
    return line.map((value) => subtract(value, mean));
  };
  return {
    sum: (g, line) => line.map(() => g),
    mean: (g, line) => line.map(() => divide(g, line.length)),
    max: extremum,
    min: extremum,
    product: (g, line) => line.map((_, at) => multiply(g, others(line, at, multiply))),
    logsumexp: (g, line, y) => line.map((value) => multiply(g, exp(subtract(value, y)))),
    norm: (g, line, y) => line.map((value) => multiply(g, divide(value, y))),
    variance: (g, line) => fromMean(line).map((value) => multiply(g, divide(multiply(2, value), line.length))),
    deviation: (g, line, y) => fromMean(line).map((value) => multiply(g, divide(value, multiply(y, line.length)))),
  };
}

/** The product of the others; not y / x, which is undefined where x is 0. */
function others(line: Float64Array, at: number, multiply: Arithmetic['multiply']): number {
  return line.reduce((product, value, index) => (index === at ? product : multiply(product, value)), 1);
}
