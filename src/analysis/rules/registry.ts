import { log1pExpm1 } from './log1p-expm1/index.ts';
import { logOfSoftmax } from './log-of-softmax/index.ts';
import { bceOfProbabilities } from './bce-of-probabilities/index.ts';
import { logOfSigmoid } from './log-of-sigmoid/index.ts';
import { naiveLogSumExp } from './naive-logsumexp/index.ts';
import { naiveSigmoid } from './naive-sigmoid/index.ts';
import { naiveSoftmax } from './naive-softmax/index.ts';
import { doubleSoftmax } from './double-softmax/index.ts';
import { fullyMaskedRow } from './fully-masked-row/index.ts';
import { maskConstant } from './mask-constant/index.ts';
import { sigmoidIntoLogitsLoss } from './sigmoid-into-logits-loss/index.ts';
import { zeroTemperature } from './zero-temperature/index.ts';
import { nllOfProbabilities } from './nll-of-probabilities/index.ts';
import { epsilonInLog } from './epsilon-in-log/index.ts';
import { clippedProbabilityInLog } from './clipped-probability-in-log/index.ts';
import { entropyOfProbabilities } from './entropy-of-probabilities/index.ts';
import { contrastiveRatio } from './contrastive-ratio/index.ts';
import { productOfProbabilities } from './product-of-probabilities/index.ts';
import { naiveSoftplus } from './naive-softplus/index.ts';
import type { Rule } from './rule.ts';
import { wrongShift } from './wrong-shift/index.ts';

/** Every rule, in the order of catalog.ts. */
export const rules: readonly Rule[] = [
  naiveSoftmax,
  logOfSoftmax,
  wrongShift,
  maskConstant,
  fullyMaskedRow,
  zeroTemperature,
  doubleSoftmax,
  sigmoidIntoLogitsLoss,
  nllOfProbabilities,
  epsilonInLog,
  clippedProbabilityInLog,
  entropyOfProbabilities,
  contrastiveRatio,
  productOfProbabilities,
  naiveLogSumExp,
  naiveSigmoid,
  naiveSoftplus,
  logOfSigmoid,
  bceOfProbabilities,
  log1pExpm1,
];
