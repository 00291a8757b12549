export { arithmetic, type Accumulator, type Arithmetic } from './arithmetic.ts';
export { evaluation, policyNames, type PolicyName } from './evaluation.ts';
export { cpuPolicy, sequentialPolicy, type Policy } from './policy.ts';
export type { Summation } from './sum.ts';
