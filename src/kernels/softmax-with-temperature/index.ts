import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveSoftmaxWithTemperature } from './naive.ts';
import { stableSoftmaxWithTemperature } from './stable.ts';

export const softmaxWithTemperature: Kernel = {
  title: 'Softmax with temperature',
  input: 'logits',
  result: 'vector',
  along: 'axis',
  takes: ['temperature'],
  formula: { naive: 'exp(x / T) / sum(exp(x / T))', stable: 'exp((x - max(x)) / T) / sum(exp((x - max(x)) / T))' },
  forms,
  naive: naiveSoftmaxWithTemperature,
  stable: stableSoftmaxWithTemperature,
};
