export { exact, exactNames, type ExactName, type ExactOptions, type ExactValues } from './exact.ts';
export { largestUlpError, ulpError } from './ulp-error.ts';
export { wideArithmetic, type Wide, type WideArithmetic } from './wide/wide.ts';
