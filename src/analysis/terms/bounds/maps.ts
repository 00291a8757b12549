import type { MapName } from '../term.ts';
import { increasing, interval, magnitude, negate, type Interval } from './interval.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const square = increasing((x) => x * x);

/** The image of an interval under each elementwise function, in real numbers. */
export const mapBounds: Readonly<Record<MapName, (x: Interval) => Interval>> = {
  exp: increasing(Math.exp),
  log: increasing((x) => (x <= 0 ? -Infinity : Math.log(x))),
  log1p: increasing((x) => (x <= -1 ? -Infinity : Math.log1p(x))),
  expm1: increasing(Math.expm1),
  neg: negate,
  abs: magnitude,
  sign: increasing(Math.sign),
  sqrt: increasing((x) => Math.sqrt(Math.max(x, 0))),
  square: (x) => square(magnitude(x)),
  tanh: increasing(Math.tanh),
  sigmoid: increasing(sigmoid),
  softplus: increasing((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  'log-sigmoid': increasing((x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)))),
  relu: increasing((x) => Math.max(x, 0)),
  sin: () => interval(-1, 1),
  cos: () => interval(-1, 1),
  floor: increasing(Math.floor),
  ceil: increasing(Math.ceil),
  round: increasing(Math.round),
  finite: () => interval(0, 1),
  detach: (x) => x,
};
