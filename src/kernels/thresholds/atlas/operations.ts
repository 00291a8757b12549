import * as closedForm from '../closed-form.ts';
import * as firstValues from '../first-grid-values.ts';
import type { AtlasEntry } from './entry.ts';

/** exp and sums alone, and what they do to the twins that are made of nothing else. */
export const operations = {
  expOverflow: {
    title: 'exp overflows',
    kernels: ['softmax', 'log-softmax', 'log-sum-exp', 'cross-entropy', 'online-softmax', 'softplus', 'log-add-exp'],
    of: 'logits',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.expOverflow,
    first: firstValues.firstOverflowing,
  },
  expSubnormal: {
    title: 'exp is subnormal',
    kernels: [],
    of: 'logits',
    side: 'below',
    dependsOnCount: false,
    closedForm: closedForm.expSubnormal,
    first: firstValues.firstSubnormal,
  },
  expZero: {
    title: 'exp is 0: a row of such logits is 0/0',
    kernels: [
      'softmax',
      'log-softmax',
      'log-sum-exp',
      'cross-entropy',
      'online-softmax',
      'log-mean-exp',
      'log-add-exp',
    ],
    of: 'logits',
    side: 'below',
    dependsOnCount: false,
    closedForm: closedForm.expZero,
    first: firstValues.firstZero,
  },
  sumOverflow: {
    title: 'the sum of exp of n equal logits overflows',
    kernels: ['softmax', 'log-softmax', 'log-sum-exp', 'cross-entropy', 'log-mean-exp'],
    of: 'logits',
    side: 'above',
    dependsOnCount: true,
    closedForm: closedForm.sumOverflow,
    first: firstValues.firstSumOverflowing,
  },
  sumStagnation: {
    title: 'a sum of ones kept in the format stops growing',
    kernels: [],
    of: 'count',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.sumStagnation,
    first: firstValues.firstStagnating,
  },
  massVanishes: {
    title: 'n probabilities 1/n cast to the format are all 0',
    kernels: [],
    of: 'count',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.massVanishes,
    first: firstValues.firstMassless,
  },
} as const satisfies Record<string, AtlasEntry>;
