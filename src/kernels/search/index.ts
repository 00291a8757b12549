export { errorCurve, type ErrorCurve } from './error-curve.ts';
export { firstFailures, searchResolution, type FirstFailures } from './first-failure.ts';
