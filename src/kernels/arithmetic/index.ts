export { arithmetic, type Arithmetic } from './arithmetic.ts';
export { cpuPolicy, type Policy } from './policy.ts';
