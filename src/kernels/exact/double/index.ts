export { cutoff, expError, exponentials } from './exponentials.ts';
export { differences } from './differences.ts';
export { divisionError, quotients } from './quotients.ts';
export { addTo, sumError } from './sum.ts';
