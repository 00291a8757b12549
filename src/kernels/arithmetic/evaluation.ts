import type { Format } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import { arithmetic, type Arithmetic } from './arithmetic.ts';
import { cpuPolicy, isNarrow, sequentialPolicy } from './policy.ts';

/**
 * How a kernel is evaluated on values of a format:
 * - `framework`: rounded after every operation, sums in float32; code written in NumPy or PyTorch, on a CPU
 * - `sequential`: rounded after every operation, sums too, from left to right; a loop written by hand
 * - `library`: all of it in float32, or in a wider format itself, and rounded once; a fused kernel of a library
 */
export type PolicyName = 'framework' | 'sequential' | 'library';

const evaluations: Readonly<Record<PolicyName, (format: Format) => Arithmetic>> = {
  framework: (format) => arithmetic(format, cpuPolicy(format)),
  sequential: (format) => arithmetic(format, sequentialPolicy(format)),
  library: (format) => arithmetic(isNarrow(format) ? formats.float32 : format),
};

export const policyNames = /* @__PURE__ */ Object.keys(evaluations) as readonly PolicyName[]; // the object's own keys

/**
 * The arithmetic to run a kernel with on values of the format. Under `library` it is float32's for a narrower format:
 * the results are then to be rounded to the format.
 */
export function evaluation(format: Format, policy: PolicyName): Arithmetic {
  return evaluations[policy](format);
}

/** The policy of that name, or undefined. */
export function findPolicy(name: string): PolicyName | undefined {
  return policyNames.find((known) => known === name);
}
