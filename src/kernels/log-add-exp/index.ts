import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveLogAddExp } from './naive.ts';
import { stableLogAddExp } from './stable.ts';

export const logAddExp: Kernel = {
  title: 'Log-add-exp',
  input: 'logits',
  result: 'vector',
  along: 'elements',
  takes: ['other'],
  formula: { naive: 'log(exp(x) + exp(y))', stable: 'max(x, y) + log1p(exp(-abs(x - y)))' },
  forms,
  naive: naiveLogAddExp,
  stable: stableLogAddExp,
};
