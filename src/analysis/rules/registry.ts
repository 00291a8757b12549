import { logOfSoftmax } from './log-of-softmax/index.ts';
import { naiveSoftmax } from './naive-softmax/index.ts';
import { nllOfProbabilities } from './nll-of-probabilities/index.ts';
import { epsilonInLog } from './epsilon-in-log/index.ts';
import { clippedProbabilityInLog } from './clipped-probability-in-log/index.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of catalog.ts. */
export const rules: readonly Rule[] = [
  naiveSoftmax,
  logOfSoftmax,
  nllOfProbabilities,
  epsilonInLog,
  clippedProbabilityInLog,
];
