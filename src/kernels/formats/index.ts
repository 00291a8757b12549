export type { Format, FormatName } from './format.ts';
export { arithmeticFormatNames, commonFormats, findFormat, formatNames, formats } from './registry.ts';
export { round, roundArray, rounding } from './round.ts';
export { firstOnGrid, nextOnGrid } from './grid.ts';
export { flushing, saturating, unsaturated } from './variants.ts';
