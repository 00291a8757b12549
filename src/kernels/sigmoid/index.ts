import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveSigmoid } from './naive.ts';
import { stableSigmoid } from './stable.ts';

export const sigmoid: Kernel = {
  title: 'Sigmoid',
  input: 'logits',
  result: 'vector',
  along: 'elements',
  takes: [],
  formula: { naive: '1 / (1 + exp(-x))', stable: '1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x))' },
  forms,
  naive: naiveSigmoid,
  stable: stableSigmoid,
};
