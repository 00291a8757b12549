import type { Kernel } from '../kernel.ts';
import { naiveSoftmaxWithTemperature } from './naive.ts';
import { stableSoftmaxWithTemperature } from './stable.ts';

export const softmaxWithTemperature: Kernel = {
  title: 'Softmax with temperature',
  input: 'logits',
  result: 'vector',
  along: 'axis',
  takes: ['temperature'],
  formula: { naive: 'exp(x / T) / sum(exp(x / T))', stable: 'exp((x - max(x)) / T) / sum(exp((x - max(x)) / T))' },
  naive: naiveSoftmaxWithTemperature,
  stable: stableSoftmaxWithTemperature,
};
