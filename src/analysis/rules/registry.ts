import { logOfSoftmax } from './log-of-softmax/index.ts';
import { naiveSoftmax } from './naive-softmax/index.ts';
import { nllOfProbabilities } from './nll-of-probabilities/index.ts';
import { epsilonInLog } from './epsilon-in-log/index.ts';
import { clippedProbabilityInLog } from './clipped-probability-in-log/index.ts';
import { entropyOfProbabilities } from './entropy-of-probabilities/index.ts';
import { contrastiveRatio } from './contrastive-ratio/index.ts';
import { productOfProbabilities } from './product-of-probabilities/index.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of catalog.ts. */
export const rules: readonly Rule[] = [
  naiveSoftmax,
  logOfSoftmax,
  nllOfProbabilities,
  epsilonInLog,
  clippedProbabilityInLog,
  entropyOfProbabilities,
  contrastiveRatio,
  productOfProbabilities,
];
