export { cutoff, expError, exponentials, scaleExponent } from './exponentials.ts';
export { differences, type Approximation } from './differences.ts';
export { divisionError, quotients, reciprocal } from './quotients.ts';
export { addTo, sumError } from './sum.ts';
