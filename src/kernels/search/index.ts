export { errorCurve, type ErrorCurve } from './error-curve.ts';
export { firstFailures, type FirstFailures } from './first-failure.ts';
export { searchResolution } from './gallop.ts';
