import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveLogSigmoid } from './naive.ts';
import { stableLogSigmoid } from './stable.ts';

export const logSigmoid: Kernel = {
  title: 'Log-sigmoid',
  input: 'logits',
  result: 'vector',
  along: 'elements',
  takes: [],
  formula: { naive: 'log(1 / (1 + exp(-x)))', stable: 'min(x, 0) - log1p(exp(-abs(x)))' },
  forms,
  naive: naiveLogSigmoid,
  stable: stableLogSigmoid,
};
