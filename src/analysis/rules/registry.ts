import { log1pExpm1 } from './log1p-expm1/index.ts';
import { logOfSoftmax } from './log-of-softmax/index.ts';
import { bceOfProbabilities } from './bce-of-probabilities/index.ts';
import { logOfSigmoid } from './log-of-sigmoid/index.ts';
import { naiveLogSumExp } from './naive-logsumexp/index.ts';
import { naiveSigmoid } from './naive-sigmoid/index.ts';
import { naiveSoftmax } from './naive-softmax/index.ts';
import { naiveSoftplus } from './naive-softplus/index.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of catalog.ts. */
export const rules: readonly Rule[] = [
  naiveSoftmax,
  logOfSoftmax,
  naiveLogSumExp,
  naiveSigmoid,
  naiveSoftplus,
  logOfSigmoid,
  bceOfProbabilities,
  log1pExpm1,
];
