import { logOfSoftmax } from './log-of-softmax/index.ts';
import { naiveSoftmax } from './naive-softmax/index.ts';
import type { Rule } from './rule.ts';
import { wrongShift } from './wrong-shift/index.ts';

/** Every rule, in the order of catalog.ts. */
export const rules: readonly Rule[] = [naiveSoftmax, logOfSoftmax, wrongShift];
