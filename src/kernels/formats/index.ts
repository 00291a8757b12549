export type { Format, FormatName } from './format.ts';
export { findFormat, formatNames, formats } from './registry.ts';
export { round, roundArray, rounding } from './round.ts';
export { firstOnGrid } from './grid.ts';
