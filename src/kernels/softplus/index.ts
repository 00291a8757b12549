import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveSoftplus } from './naive.ts';
import { stableSoftplus } from './stable.ts';

export const softplus: Kernel = {
  title: 'Softplus',
  input: 'logits',
  result: 'vector',
  along: 'elements',
  takes: [],
  formula: { naive: 'log(1 + exp(x))', stable: 'max(x, 0) + log1p(exp(-abs(x)))' },
  forms,
  naive: naiveSoftplus,
  stable: stableSoftplus,
};
